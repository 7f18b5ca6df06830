using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Cities;

public sealed class MergerTests(MergerTests.Register app) : IClassFixture<MergerTests.Register>
{
    [Fact]
    public async Task A_merger_stands_on_the_timelines_of_the_successor_and_of_its_predecessors()
    {
        var merger = (await MergeAsync("can-tho", "hau-giang", "soc-trang")).Expect(HttpStatusCode.Created);

        foreach (var city in new[] { "can-tho", "hau-giang", "soc-trang" })
            Assert.Contains((await app.TimelineAsync($"cities/{city}")).Entries,
                entry => (string?)entry!["activityId"] == (string?)merger.Json["activityId"]);
        Assert.Equal(("can-tho", "2025-07-01"), await LineageAsync("soc-trang"));
        Assert.Equal((null, null), await LineageAsync("can-tho"));
        var successor = await CityAsync("can-tho");
        Assert.Equal(["hau-giang", "soc-trang"], successor["predecessors"]!.AsArray().Select(one => (string?)one));
        Assert.Equal("92", (string?)successor["gsoCode"]);
    }

    [Fact]
    public async Task An_entry_on_several_timelines_counts_once_if_they_are_read_together()
    {
        (await MergeAsync("ho-chi-minh", "ba-ria-vung-tau")).Expect(HttpStatusCode.Created);
        Assert.Single((await app.TimelineAsync("cities/ho-chi-minh", "&include=predecessors")).Entries);

        foreach (var query in new[] { "", "&q=nghi+quyet", "&kind=CitiesMerged" })
        {
            var summary = await app.GetAsync($"/v1/timelines/cities/ho-chi-minh/summary?include=predecessors{query}");
            Assert.Equal((query, 1), (query, (int)summary.Expect(HttpStatusCode.OK).Json["total"]!));
        }
    }

    [Fact]
    public async Task Predecessors_are_those_that_were_known_at_the_moment_that_is_asked_for()
    {
        foreach (var (city, code) in new[] { ("long-an", "80"), ("tay-ninh", "72"), ("tien-giang", "82") })
            await app.GivenCityAsync(city, city, code);
        var first = Merger("long-an");
        first["effectiveOn"] = "2020-07-01";
        var before = (await app.PostAsync("/v1/cities/tay-ninh/mergers", first))
            .Expect(HttpStatusCode.Created).Position;
        (await MergeAsync("tien-giang", "tay-ninh")).Expect(HttpStatusCode.Created);

        var page = await app.TimelineAsync("cities/tien-giang", "&include=predecessors");
        var then = await app.TimelineAsync("cities/tien-giang", $"&include=predecessors&knownAt={before}");

        Assert.Equal(2, page.Entries.Count);
        Assert.Empty(then.Expect(HttpStatusCode.OK).Entries);
    }

    [Fact]
    public async Task A_city_is_absorbed_once()
    {
        (await MergeAsync("da-nang", "quang-nam")).Expect(HttpStatusCode.Created);

        (await MergeAsync("da-nang", "quang-nam")).Refused(HttpStatusCode.UnprocessableEntity, "city-already-merged");
        (await MergeAsync("hai-phong", "quang-nam")).Refused(HttpStatusCode.UnprocessableEntity, "city-already-merged");
        Assert.Equal(("da-nang", "2025-07-01"), await LineageAsync("quang-nam"));
    }

    [Fact]
    public async Task No_city_is_merged_into_itself() =>
        (await MergeAsync("hai-phong", "hai-phong", "binh-duong"))
            .Refused(HttpStatusCode.UnprocessableEntity, "successor-is-predecessor");

    [Fact]
    public async Task No_city_absorbs_the_one_that_it_was_merged_into()
    {
        (await MergeAsync("hai-duong", "hung-yen")).Expect(HttpStatusCode.Created);

        (await MergeAsync("hung-yen", "hai-duong"))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-merged");
        Assert.Equal((null, null), await LineageAsync("hai-duong"));
    }

    [Fact]
    public async Task A_merger_needs_at_least_one_predecessor_and_all_cities_on_record()
    {
        (await MergeAsync("hai-phong")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await MergeAsync("hai-phong", "atlantis")).Refused(HttpStatusCode.UnprocessableEntity, "unknown-city");
        (await MergeAsync("atlantis", "binh-duong")).Refused(HttpStatusCode.NotFound, "unknown-city");
    }

    [Fact]
    public async Task A_merger_names_the_city_that_it_is_added_to_and_all_that_it_concerns()
    {
        var body = Merger("binh-duong");
        body["successor"] = "can-tho";
        (await app.PostAsync("/v1/cities/hai-phong/mergers", body))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.PostEventAsync(Scenarios.Event("cities-merged", "city/hai-phong", body)))
            .Refused(HttpStatusCode.UnprocessableEntity, "names-another-stream");

        body = Merger("binh-duong");
        body["cityIds"] = new JsonArray("hai-phong");
        (await app.PostAsync("/v1/cities/hai-phong/mergers", body))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        body = Merger("binh-duong");
        body["scope"] = "Cluster";
        (await app.PostAsync("/v1/cities/hai-phong/mergers", body))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private Task<Answer> MergeAsync(string successor, params string[] predecessors) =>
        app.PostAsync($"/v1/cities/{successor}/mergers", Merger(predecessors));

    private static JsonObject Merger(params string[] predecessors) => new()
    {
        ["occurredOn"] = "2025-06-12",
        ["predecessors"] = new JsonArray([.. predecessors.Select(city => JsonValue.Create(city))]),
        ["effectiveOn"] = "2025-07-01",
        ["legalBasis"] = "Nghị quyết 202/2025/QH15",
    };

    private async Task<(string?, string?)> LineageAsync(string city) =>
        await CityAsync(city) is var found ? ((string?)found["mergedInto"], (string?)found["effectiveOn"]) : default;

    private async Task<JsonNode> CityAsync(string city) =>
        (await app.GetAsync("/v1/cities")).Json.AsArray().Single(one => (string?)one!["cityId"] == city)!;

    /// <summary>Cities alone, members of no cluster.</summary>
    public sealed class Register : TestApp
    {
        protected override async Task ArrangeAsync()
        {
            (string Id, string Name, string Code)[] cities =
            [
                ("can-tho", "Cần Thơ", "92"), ("hau-giang", "Hậu Giang", "93"), ("soc-trang", "Sóc Trăng", "94"),
                ("da-nang", "Đà Nẵng", "48"), ("quang-nam", "Quảng Nam", "49"), ("hai-phong", "Hải Phòng", "31"),
                ("binh-duong", "Bình Dương", "74"), ("ho-chi-minh", "Thành phố Hồ Chí Minh", "79"),
                ("ba-ria-vung-tau", "Bà Rịa – Vũng Tàu", "77"), ("hai-duong", "Hải Dương", "30"),
                ("hung-yen", "Hưng Yên", "33"),
            ];
            foreach (var (id, name, code) in cities) await this.GivenCityAsync(id, name, code);
        }
    }
}
