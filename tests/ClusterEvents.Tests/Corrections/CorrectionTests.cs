using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

[Collection<OnOwnEntries>]
public sealed class CorrectionTests(EstablishedApp app)
{
    [Fact]
    public async Task The_default_view_shows_the_corrected_entry_marked_as_such()
    {
        var id = await app.FlowersAsync();
        (await CorrectAsync(id, "place", "Nhà tưởng niệm", "Nhà tưởng niệm Bác Hồ")).Expect(HttpStatusCode.Created);

        var entry = await app.EntryAsync(id);
        Assert.Equal("Nhà tưởng niệm Bác Hồ", (string?)entry["data"]!["place"]);
        Assert.Equal("Nhà tưởng niệm Bác Hồ", (string?)entry["summary"]);
        Assert.True((bool)entry["corrected"]!);
        Assert.Null(entry["corrections"]);
    }

    [Fact]
    public async Task An_empty_list_in_the_place_of_none_changes_nothing()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!.AsObject().Remove("campaignIds");
        var id = (string)(await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created).Json["activityId"]!;

        (await app.CorrectAsync(id, ("campaignIds", null, new JsonArray())))
            .Refused(HttpStatusCode.UnprocessableEntity, "nothing-changed");
    }

    [Fact]
    public async Task Included_corrections_show_who_changed_what_and_why()
    {
        var id = await app.FlowersAsync();
        await CorrectAsync(id, "place", "Nhà tưởng niệm", "Quảng trường");
        await CorrectAsync(id, "place", "Quảng trường", "Công viên", reason: "Ghi nhầm địa điểm");

        var chain = (await app.EntryAsync(id, "&include=corrections"))["corrections"]!.AsArray();
        Assert.Equal(2, chain.Count);
        Assert.Equal("Ghi nhầm địa điểm", (string?)chain[1]!["reason"]);
        Assert.Equal("local-developer", (string?)chain[1]!["recordedBy"]);
        Assert.Equal("Quảng trường", (string?)chain[1]!["data"]!["changes"]![0]!["old"]);
    }

    [Fact]
    public async Task What_was_recorded_stays_recorded()
    {
        var id = await app.FlowersAsync();
        await CorrectAsync(id, "place", "Nhà tưởng niệm", "Quảng trường");

        var stream = (string)(await app.GetAsync($"/v1/activities/{id}")).Json["stream"]!;
        var events = (await app.GetAsync($"/v1/streams/{stream}")).Json["events"]!.AsArray();
        Assert.Equal("Nhà tưởng niệm", (string?)events[0]!["data"]!["place"]);
        Assert.Equal("clusterevents.entry-corrected.v2", (string?)events[1]!["type"]);
    }

    [Fact]
    public async Task Correcting_cities_and_campaigns_moves_the_entry_between_timelines()
    {
        var meeting = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var id = (string)meeting.Json["activityId"]!;
        var changes = new JsonArray(
            new JsonObject
            {
                ["field"] = "cityIds",
                ["old"] = new JsonArray("can-tho"),
                ["new"] = new JsonArray("da-nang"),
            },
            new JsonObject { ["field"] = "campaignIds", ["old"] = new JsonArray(Scenarios.Campaign), ["new"] = null });

        // An entry belongs to its campaigns as a list; emptied, it belongs to none.
        changes[1]!["new"] = new JsonArray();
        (await app.PostAsync($"/v1/activities/{id}/corrections",
            new JsonObject { ["changes"] = changes, ["reason"] = "Nhầm đơn vị" }))
            .Expect(HttpStatusCode.Created);

        Assert.DoesNotContain(id, await app.IdsAsync("cities/can-tho"));
        Assert.DoesNotContain(id, await app.IdsAsync($"campaigns/{Scenarios.Campaign}"));
        Assert.Contains(id, await app.IdsAsync("cities/da-nang"));
    }

    [Theory]
    [InlineData("place", "Nơi khác", "Quảng trường", 422, "old-value-differs")]
    [InlineData("place", "Nhà tưởng niệm", "Nhà tưởng niệm", 422, "nothing-changed")]
    [InlineData("occurredOn", "2022-07-29", "2999-01-01", 400, "invalid-request")]
    [InlineData("occurredOn", "2022-07-29", "hôm qua", 400, "invalid-request")]
    [InlineData("occurredOn", "2022-07-29", "2019-01-01", 422, "city-not-a-member")]
    [InlineData("relatedTo", null, "meeting/khong-co", 422, "unknown-meeting")]
    [InlineData("nơi", null, "Quảng trường", 400, "invalid-request")]
    [InlineData("nơi", "Nhà tưởng niệm", "Quảng trường", 400, "invalid-request")]
    // A change to a field that does not exist would be stored for ever without effect.
    [InlineData("a.b", null, "x", 400, "invalid-request")]
    [InlineData("place.name", null, "x", 400, "invalid-request")]
    [InlineData("sources.note", null, "x", 400, "invalid-request")]
    [InlineData("", null, "x", 400, "invalid-request")]
    [InlineData("clusterId", Scenarios.Cluster, null, 400, "invalid-request")]
    public async Task A_correction_must_match_the_current_values_and_make_a_valid_entry(
        string field, string? old, string? @new, int status, string code)
    {
        var id = await app.FlowersAsync();
        (await CorrectAsync(id, field, old, @new)).Refused((HttpStatusCode)status, code);
        Assert.False((bool)(await app.GetAsync($"/v1/activities/{id}")).Json["corrected"]!);
    }

    [Fact]
    public async Task What_belongs_to_no_campaign_does_not_become_a_campaigns()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!.AsObject().Remove("campaignIds");
        var id = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created).Json["activityId"];

        var changes = new JsonArray(
            new JsonObject { ["field"] = "scope", ["old"] = "Cluster", ["new"] = "Campaign" },
            new JsonObject { ["field"] = "cityIds", ["old"] = new JsonArray("can-tho", "da-nang") });

        Assert.Equal(["campaignIds"], (await app.PostAsync($"/v1/activities/{id}/corrections",
            new JsonObject { ["changes"] = changes, ["reason"] = "Ghi nhầm" }))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Theory]
    // A value without a canonical form could never be sealed, nor could later events.
    [InlineData("1.5", "Send “Changes 1, New” as a whole number of at most 9,007,199,254,740,991.")]
    [InlineData("9007199254740992", "Send “Changes 1, New” as a whole number of at most 9,007,199,254,740,991.")]
    [InlineData("1e2", "Send “Changes 1, New” as a whole number of at most 9,007,199,254,740,991.")]
    [InlineData("{\"x\":[0.5]}", "Send “Changes 1, New” as a whole number of at most 9,007,199,254,740,991.")]
    [InlineData("\"Nơi khác\"", "“Place” is changed twice. Give one new value.")]
    public async Task A_correction_that_changes_one_field_twice_is_rejected(string first, string detail)
    {
        var id = await app.FlowersAsync();
        var changes = new JsonArray(Change(first), Change("\"Quảng trường\""));

        var answer = (await app.PostAsync($"/v1/activities/{id}/corrections",
            new JsonObject { ["changes"] = changes, ["reason"] = "Ghi nhầm" }))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(detail, (string)answer.Json["detail"]!);

        static JsonObject Change(string value) => new()
        {
            ["field"] = "place",
            ["old"] = "Nhà tưởng niệm",
            ["new"] = JsonNode.Parse(value),
        };
    }

    [Fact]
    public async Task Nothing_is_changed_within_an_object_that_is_not_there()
    {
        var meeting = await app.GivenMeetingAsync();
        var held = (await app.GetAsync($"/v1/streams/{meeting}")).Json["events"]!.AsArray()
            .Single(one => (string?)one!["type"] == "clusterevents.meeting-held.v2")!;
        var id = Identifiers.ActivityId((string)held["source"]!, (string)held["id"]!);
        Assert.Null(held["data"]!["chair"]);

        var answer = (await CorrectAsync(id.ToString(), "chair.name", null, "Nguyễn Văn A"))
            .Refused(HttpStatusCode.UnprocessableEntity, "old-value-differs");

        Assert.Equal("nothing-to-change-in", answer.CodeAt("changes[0].field"));
        Assert.Equal("“Chair” has no value, so a field in it cannot be changed. Set “Chair” as a whole.",
            (string?)answer.Json["detail"]);
    }

    [Fact]
    public async Task A_field_and_the_object_that_it_is_in_are_not_both_changed()
    {
        var meeting = await app.GivenMeetingAsync();
        var remarks = (await app.PostAsync(
            $"/v1/{meeting.Replace("meeting/", "meetings/", StringComparison.Ordinal)}/remarks",
            new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A", ["rank"] = "Đại tá" },
                ["gist"] = "Đánh giá",
            })).Expect(HttpStatusCode.Created);
        var person = new JsonObject { ["name"] = "Nguyễn Văn A", ["rank"] = "Đại tá" };

        var answer = (await app.PostAsync($"/v1/activities/{remarks.Json["activityId"]}/corrections", new JsonObject
        {
            ["reason"] = "Ghi nhầm",
            ["changes"] = new JsonArray(
                new JsonObject { ["field"] = "person.rank", ["old"] = "Đại tá", ["new"] = "Thượng tá" },
                new JsonObject { ["field"] = "person", ["old"] = person, ["new"] = new JsonObject { ["name"] = "B" } }),
        })).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("“Speaker” is changed twice. Give one new value.",
            (string)answer.Json["detail"]!);
    }

    [Fact]
    public async Task An_unknown_entry_is_404_in_the_path_and_422_in_a_body()
    {
        var unknown = "0198c0de-0000-7000-8000-000000000000";
        (await app.PostAsync($"/v1/activities/{unknown}/retraction", new { Reason = "?" }))
            .Refused(HttpStatusCode.NotFound, "unknown-activity");
        (await app.PostEventAsync(Scenarios.Event("entry-retracted", null,
            new JsonObject { ["targetEventId"] = unknown, ["reason"] = "?" })))
            .Refused(HttpStatusCode.UnprocessableEntity, "unknown-activity");
    }

    [Fact]
    public async Task A_correction_sent_again_is_recorded_once()
    {
        var id = await app.FlowersAsync();
        var correction = Scenarios.Event("entry-corrected", null, new JsonObject
        {
            ["targetEventId"] = id,
            ["reason"] = "Ghi nhầm",
            ["changes"] = new JsonArray(new JsonObject
            {
                ["field"] = "sources",
                ["old"] = new JsonArray(new JsonObject { ["publisher"] = "Báo Công an nhân dân" }),
                ["new"] = new JsonArray(new JsonObject { ["title"] = "Bản tin", ["publisher"] = "Báo CAND" }),
            }),
        });
        Assert.False((bool)(await app.PostEventAsync(correction)).Expect(HttpStatusCode.Created).Json["duplicate"]!);
        Assert.True((bool)(await app.PostEventAsync(correction)).Expect(HttpStatusCode.Created).Json["duplicate"]!);
        Assert.Equal("Báo CAND", (string?)(await app.EntryAsync(id))["sources"]![0]!["publisher"]);
    }

    private Task<Answer> CorrectAsync(
        string id, string field, string? old, string? @new, string reason = "Ghi nhầm") =>
        app.PostAsync($"/v1/activities/{id}/corrections",
            new { Changes = new[] { new { Field = field, Old = old, New = @new } }, Reason = reason });
}
