using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Cities;

/// <summary>What a merger means for everything that names a city, on every node and from its day on.</summary>
public sealed class MergedCityTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_merged_city_is_a_member_of_nothing_from_its_day_on()
    {
        await app.GivenCityAsync("hai-duong", "Hải Dương", "30");
        await app.GivenMemberAsync("hai-duong", "2023-01-01");
        Assert.Contains("hai-duong", await MembersAsync("2024-08-01"));

        (await app.PostAsync("/v1/cities/hai-phong/mergers", Merger("2025-07-01", "hai-duong")))
            .Expect(HttpStatusCode.Created);

        Assert.Contains("hai-duong", await MembersAsync("2025-06-30"));
        Assert.DoesNotContain("hai-duong", await MembersAsync("2025-07-01"));
        var all = (await app.PostAsync("/v1/ceremonies/flowers", Flowers("2025-09-02", "can-tho", "Cluster")))
            .Expect(HttpStatusCode.Created);
        var entry = (await app.GetAsync($"/v1/activities/{all.Json["activityId"]}")).Json;
        Assert.DoesNotContain("hai-duong", entry["cityIds"]!.AsArray().Select(city => (string?)city));
        var refused = (await app.PostAsync("/v1/ceremonies/flowers", Flowers("2025-09-02", "hai-duong", "City")))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-merged");
        Assert.Equal("\"hai-phong\"", refused.ValueAt("cityIds", "successor"));
        (await app.PostAsync("/v1/ceremonies/flowers", Flowers("2025-06-30", "hai-duong", "City")))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_node_that_has_everything_cached_learns_of_a_merger_that_another_recorded()
    {
        await using var one = new EstablishedApp();
        await one.InitializeAsync();
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = one.ConnectionString });
        await other.InitializeAsync();
        for (var i = 0; i < 3; i++)
            (await one.PostAsync("/v1/ceremonies/flowers", Flowers("2025-09-02", "da-nang", "City")))
                .Expect(HttpStatusCode.Created);

        (await other.PostAsync("/v1/cities/can-tho/mergers", Merger("2025-07-01", "da-nang")))
            .Expect(HttpStatusCode.Created);

        (await one.PostAsync("/v1/ceremonies/flowers", Flowers("2025-09-02", "da-nang", "City")))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-merged");
    }

    [Fact]
    public async Task Two_nodes_never_close_a_circle_of_mergers_between_them()
    {
        await using var one = new EstablishedApp();
        await one.InitializeAsync();
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = one.ConnectionString });
        await other.InitializeAsync();
        string[] cities = ["a", "b", "c", "d"];
        foreach (var (index, city) in cities.Index())
            await one.GivenCityAsync($"city-{city}", $"Tỉnh {city}", $"{60 + index}");

        // Each knows nothing of what the others are about to record.
        var answers = await Task.WhenAll(cities.Select((city, index) =>
            (index % 2 == 0 ? one : other).PostAsync(
                $"/v1/cities/city-{cities[(index + 1) % 4]}/mergers", Merger("2025-07-01", $"city-{city}"))));

        var merged = (await one.GetAsync("/v1/cities")).Json.AsArray()
            .Where(city => city!["mergedInto"] is not null).ToDictionary(
                city => (string)city!["cityId"]!, city => (string)city!["mergedInto"]!);
        Assert.Equal(answers.Count(answer => answer.Status == HttpStatusCode.Created), merged.Count);
        foreach (var start in merged.Keys)
        {
            var seen = new HashSet<string>();
            for (string? city = start; city is not null; city = merged.GetValueOrDefault(city))
                Assert.True(seen.Add(city), $"{start} was merged into itself.");
        }
    }

    [Fact]
    public async Task The_code_of_a_merged_city_can_be_used_again_from_its_day_on()
    {
        await app.GivenCityAsync("hau-giang", "Hậu Giang", "93");
        (await app.PostAsync("/v1/cities/can-tho/mergers", Merger("2025-07-01", "hau-giang")))
            .Expect(HttpStatusCode.Created);

        (await RegisterAsync("tinh-som", "2025-06-30")).Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
        (await RegisterAsync("tinh-moi", "2025-07-01")).Expect(HttpStatusCode.Created);
        (await RegisterAsync("tinh-nua", "2025-07-01")).Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
        Assert.Equal(0, (await CommandRun.OfAsync(app.ConnectionString, "audit", "verify")).ExitCode);
    }

    [Fact]
    public async Task A_renamed_city_bears_the_name_of_the_day()
    {
        await app.GivenCityAsync("hue", "Thừa Thiên Huế", "46");
        (await app.PostAsync("/v1/cities/hue/names", new JsonObject
        {
            ["occurredOn"] = "2024-11-30",
            ["name"] = "Thành phố Huế",
            ["effectiveOn"] = "2025-01-01",
            ["legalBasis"] = "Nghị quyết 175/2024/QH15",
        })).Expect(HttpStatusCode.Created);

        var hue = (await app.GetAsync("/v1/cities")).Json.AsArray().Single(city => (string?)city!["cityId"] == "hue")!;
        Assert.Equal("Thành phố Huế", (string?)hue["name"]);
        Assert.Equal(
            ["Thừa Thiên Huế", "Thành phố Huế"], hue["names"]!.AsArray().Select(name => (string?)name!["name"]));
    }

    private async Task<IEnumerable<string?>> MembersAsync(string on) =>
        (await app.GetAsync($"/v1/clusters/{Scenarios.Cluster}?on={on}")).Expect(HttpStatusCode.OK)
            .Json["members"]!.AsArray().Select(member => (string?)member!["cityId"]);

    private Task<Answer> RegisterAsync(string key, string validFrom) =>
        app.PostAsync($"/v1/cities?stream=city/{key}", new JsonObject
        {
            ["name"] = key,
            ["gsoCode"] = "93",
            ["validFrom"] = validFrom,
        });

    private static JsonObject Merger(string day, params string[] predecessors) => new()
    {
        ["occurredOn"] = "2025-06-12",
        ["predecessors"] = new JsonArray([.. predecessors.Select(city => JsonValue.Create(city))]),
        ["effectiveOn"] = day,
        ["legalBasis"] = "Nghị quyết 202/2025/QH15",
    };

    private static JsonObject Flowers(string day, string city, string scope) => new()
    {
        ["occurredOn"] = day,
        ["clusterId"] = Scenarios.Cluster,
        ["scope"] = scope,
        ["honouree"] = "Chủ tịch Hồ Chí Minh",
        ["place"] = "Quảng trường",
        ["participants"] = new JsonArray(city),
    };
}
