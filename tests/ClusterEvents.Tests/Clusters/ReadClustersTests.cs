using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Clusters;

public sealed class ReadClustersTests(ReadClustersTests.App app) : IClassFixture<ReadClustersTests.App>
{
    [Fact]
    public async Task Clusters_are_listed_by_name_as_Vietnamese_sorts()
    {
        var list = (await app.GetAsync("/v1/clusters")).Expect(HttpStatusCode.OK).Json.AsArray();

        Assert.Equal(["cum-1-bca", "cum-2-x", "cum-3-x"], list.Select(cluster => (string)cluster!["clusterId"]!));
        Assert.Equal(["Cụm thi đua số 1", "Dân vận", "Đà Nẵng và bạn"],
            list.Select(cluster => (string)cluster!["name"]!));
        Assert.Equal(("Bộ Công an", 1), ((string)list[0]!["governingBody"]!, (int)list[0]!["number"]!));
    }

    [Fact]
    public async Task A_member_is_shown_from_its_first_day_until_the_day_it_left()
    {
        Assert.Equal("can-tho", await MembersOn("2020-12-31"));
        Assert.Equal("can-tho da-nang", await MembersOn("2021-01-01"));
        Assert.Equal("can-tho da-nang", await MembersOn("2022-05-31"));
        Assert.Equal("can-tho", await MembersOn("2022-06-01"));
    }

    [Fact]
    public async Task A_member_is_shown_with_its_unit_and_its_first_day()
    {
        var member = (await app.GetAsync("/v1/clusters/cum-1-bca?on=2021-06-01")).Json["members"]![1]!;

        Assert.True(JsonNode.DeepEquals(member, new JsonObject
        {
            ["cityId"] = "da-nang",
            ["unit"] = "Công an da-nang",
            ["since"] = "2021-01-01",
            ["precision"] = "Day",
        }), member.ToJsonString());
    }

    [Fact]
    public async Task The_leadership_and_the_regulations_are_those_of_the_day()
    {
        var before = (await app.GetAsync("/v1/clusters/cum-1-bca?on=2020-06-01")).Expect(HttpStatusCode.OK).Json;
        var after = (await app.GetAsync("/v1/clusters/cum-1-bca?on=2021-06-01")).Expect(HttpStatusCode.OK).Json;

        Assert.Null(before["leadership"]);
        Assert.Empty(before["regulations"]!.AsArray());
        Assert.Equal((2021, "can-tho", "da-nang"), ((int)after["leadership"]!["year"]!,
            (string)after["leadership"]!["lead"]!, (string)after["leadership"]!["deputy"]!));
        Assert.Equal("Quy chế hoạt động", (string)after["regulations"]![0]!["title"]!);
    }

    [Fact]
    public async Task Without_a_day_the_cluster_is_shown_as_it_is_today()
    {
        var cluster = (await app.GetAsync("/v1/clusters/cum-1-bca")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(["can-tho"], cluster["members"]!.AsArray().Select(member => (string)member!["cityId"]!));
        Assert.True(DateOnly.Parse((string)cluster["on"]!, null) > new DateOnly(2025, 1, 1), (string)cluster["on"]!);
    }

    [Theory]
    [InlineData("?on=01/06/2021", "on")]
    [InlineData("?on=2021-13-01", "on")]
    [InlineData("?on=", "on")]
    [InlineData("?on=2021-01-01&on=2022-01-01", "on")]
    [InlineData("?day=2021-01-01", "day")]
    public async Task An_invalid_day_and_an_unknown_parameter_are_rejected_by_name(string query, string parameter)
    {
        var refusal = await app.GetAsync($"/v1/clusters/cum-1-bca{query}");

        refusal.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(refusal.Json["errors"]![parameter]);
    }

    [Theory]
    [InlineData("/v1/clusters/cum-9-bca")]
    [InlineData("/v1/clusters/Not%20a%20key")]
    public async Task An_unknown_cluster_is_not_found(string path) =>
        (await app.GetAsync(path)).Refused(HttpStatusCode.NotFound, "unknown-cluster");

    private static async Task<string> MembersOn(TestApp app, string day) => string.Join(' ',
        (await app.GetAsync($"/v1/clusters/cum-1-bca?on={day}")).Expect(HttpStatusCode.OK).Json["members"]!.AsArray()
            .Select(member => (string)member!["cityId"]!));

    private Task<string> MembersOn(string day) => MembersOn(app, day);

    /// <summary>Cần Thơ is a member since 2020; Đà Nẵng from 2021-01-01 until 2022-06-01; they lead 2021.</summary>
    public sealed class App : TestApp
    {
        protected override async Task ArrangeAsync()
        {
            await this.GivenCityAsync("can-tho", "Cần Thơ", "92");
            await this.GivenCityAsync("da-nang", "Đà Nẵng", "48");
            await EstablishAsync("cum-3-x", 3, "Đà Nẵng và bạn");
            await EstablishAsync("cum-2-x", 2, "Dân vận");
            await EstablishAsync("cum-1-bca", 1, "Cụm thi đua số 1");
            await this.GivenMemberAsync("can-tho", "2020-01-01");
            await this.GivenMemberAsync("da-nang", "2021-01-01");
            await AddAsync("leadership", "2021-01-02",
                new() { ["year"] = 2021, ["lead"] = "can-tho", ["deputy"] = "da-nang", ["mode"] = "Elected" });
            await AddAsync("regulations", "2021-01-02", new() { ["title"] = "Quy chế hoạt động", ["year"] = 2021 });
            await AddAsync("departures", "2022-06-01", new()
            {
                ["unit"] = new JsonObject { ["name"] = "Công an da-nang" },
                ["cityId"] = "da-nang",
                ["effectiveOn"] = "2022-06-01",
            });
        }

        private async Task EstablishAsync(string id, int number, string name) =>
            (await this.PostAsync($"/v1/clusters?stream=cluster/{id}", new JsonObject
            {
                ["precision"] = "Unknown",
                ["governingBody"] = "Bộ Công an",
                ["number"] = number,
                ["name"] = name,
            })).Expect(HttpStatusCode.Created);

        private async Task AddAsync(string what, string day, JsonObject fields)
        {
            fields["occurredOn"] = day;
            fields["scope"] = fields.ContainsKey("cityId") ? "City" : "Cluster";
            (await this.PostAsync($"/v1/clusters/cum-1-bca/{what}", fields)).Expect(HttpStatusCode.Created);
        }
    }
}
