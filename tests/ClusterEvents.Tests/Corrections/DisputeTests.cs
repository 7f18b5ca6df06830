using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Tests.Hosting.Identity;
using ClusterEvents.Tests.Recording.Shapes;
using CsvHelper;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>The city that an entry names can answer it, and every reader of the entry sees that it did.</summary>
public sealed class DisputeTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) Office => secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"]);

    private (string, string) OfCanTho => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    private (string, string) OfDaNang => secured.Authority.SignedIn("minh", [Role.Recorder], ["da-nang"]);

    private (string, string) OfHaiPhong => secured.Authority.SignedIn("bao", [Role.Recorder], ["hai-phong"]);

    private (string, string) Reader => secured.Authority.SignedIn("nga", [Role.Reader]);

    [Fact]
    public async Task A_disputed_entry_is_marked_wherever_it_is_shown()
    {
        var id = await InspectedAsync();
        var disputed = (await DisputeAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);

        foreach (var timeline in new[]
        {
            "cities/can-tho", "cities/da-nang", $"campaigns/{Scenarios.Campaign}", $"clusters/{Scenarios.Cluster}",
        })
        {
            var entry = await EntryAsync(timeline, id, disputed.Position);
            Assert.True((bool)entry["disputed"]!, timeline);
            Assert.False((bool)entry["corrected"]!);
            var mark = Assert.Single(entry["corrections"]!.AsArray())!;
            Assert.Equal(("EntryDisputed", "minh"), ((string?)mark["kind"], (string?)mark["recordedBy"]));
            Assert.Equal("Không có cuộc kiểm tra này", (string?)mark["reason"]);
        }

        var before = await EntryAsync("cities/da-nang", id, disputed.Position, $"&knownAt={disputed.Position - 1}");
        Assert.False((bool)before["disputed"]!);
        Assert.True((bool)(await ReadAsync($"/v1/activities/{id}")).Json["disputed"]!);
        var found = (await ReadAsync($"/v1/search?q=kiểm+tra+chéo&limit=200&atLeast={disputed.Position}")).Entries;
        Assert.True((bool)found.Single(entry => (string?)entry!["activityId"] == id)!["disputed"]!);
    }

    [Fact]
    public async Task Feeds_tables_and_calendars_say_it_too()
    {
        var id = await InspectedAsync();
        var disputed = (await DisputeAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);

        var text = (await ReadAsync($"/v1/timelines/cities/da-nang.csv?atLeast={disputed.Position}")).Text;
        using var table = CsvReader.FromText(text, new CsvReaderOptions { Separator = ',' });
        var disputes = new Dictionary<string, string>();
        while (table.Read())
        {
            var row = table.Current.ToDictionary()!;
            disputes[row["Mã hoạt động"]!] = row["Bị phản bác"]!;
        }

        Assert.Equal("Có", disputes[id]);
        var feed = (await ReadAsync("/v1/timelines/cities/da-nang.atom")).Text;
        Assert.Contains("<title>Bị phản bác: ", Element(feed, "<entry>", id), StringComparison.Ordinal);
        var calendar = (await ReadAsync("/v1/timelines/cities/da-nang.ics")).Text
            .Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("Bị phản bác", Element(calendar, "BEGIN:VEVENT", id), StringComparison.Ordinal);
        Assert.Contains("<title>Disputed: ", (await _app.GetAsync("/v1/timelines/cities/da-nang.atom", Reader,
            ("Accept-Language", "en"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replay_of_the_raw_events_says_it_to_the_byte()
    {
        var id = await InspectedAsync();
        await DisputeAsync(id, "da-nang", OfDaNang);

        var page = (await _app.GetAsync($"/v1/timelines/cities/da-nang?limit=200&atLeast={await _app.ProjectedAsync()}",
            Reader))
            .Expect(HttpStatusCode.OK);
        var replayed = (await _app.GetAsync("/v1/audit/replay/cities/da-nang",
            secured.Authority.SignedIn("an", [Role.Auditor]))).Expect(HttpStatusCode.OK);

        Assert.True(JsonNode.DeepEquals(page.Json["entries"], replayed.Json["entries"]), replayed.Text);
    }

    [Fact]
    public async Task Only_a_city_that_is_named_disputes_by_its_own_recorders()
    {
        var id = await InspectedAsync();

        (await DisputeAsync(id, "da-nang", OfCanTho)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        (await DisputeAsync(id, "da-nang", Reader)).Expect(HttpStatusCode.Forbidden);
        (await DisputeAsync(id, "hai-phong", OfHaiPhong)).Refused(HttpStatusCode.UnprocessableEntity, "city-not-named");
        (await DisputeAsync(Guid.Empty.ToString(), "da-nang", OfDaNang))
            .Refused(HttpStatusCode.NotFound, "unknown-activity");
        (await DisputeAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);
        (await DisputeAsync(id, "da-nang", OfDaNang)).Refused(HttpStatusCode.UnprocessableEntity, "already-disputed");
        // Both whom it names may, each by itself: also the one that recorded it, which has other recorders.
        (await DisputeAsync(id, "can-tho", OfCanTho)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_dispute_ends_when_it_is_withdrawn_or_the_entry_is_corrected_or_retracted()
    {
        var id = await InspectedAsync();
        await DisputeAsync(id, "da-nang", OfDaNang);
        (await WithdrawAsync(id, "da-nang", OfCanTho)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        (await WithdrawAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);
        Assert.False(await IsDisputedAsync(id));
        (await WithdrawAsync(id, "da-nang", OfDaNang)).Refused(HttpStatusCode.UnprocessableEntity, "not-disputed");

        (await DisputeAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);
        var change = new JsonObject { ["field"] = "occurredOn", ["old"] = Scenarios.Today, ["new"] = "2022-07-28" };
        (await _app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(change),
            ["reason"] = "Ghi nhầm ngày",
        }, OfCanTho)).Expect(HttpStatusCode.Created);
        Assert.False(await IsDisputedAsync(id));

        (await DisputeAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);
        (await _app.PostAsync($"/v1/activities/{id}/retraction", Reason(), OfDaNang)).Expect(HttpStatusCode.Forbidden);
        (await _app.PostAsync($"/v1/activities/{id}/retraction", Reason(), OfCanTho)).Expect(HttpStatusCode.Created);
        Assert.False(await IsDisputedAsync(id));
        (await DisputeAsync(id, "da-nang", OfDaNang)).Refused(HttpStatusCode.UnprocessableEntity, "already-retracted");
    }

    [Fact]
    public async Task A_dispute_is_sent_as_a_cloud_event_too_once()
    {
        var id = await InspectedAsync();
        var stream = (string)(await ReadAsync($"/v1/activities/{id}")).Json["stream"]!;
        var dispute = Scenarios.Event("entry-disputed", stream, Dispute("da-nang", id));
        dispute["source"] = "/cities/da-nang";

        (await _app.PostEventAsync(dispute, OfCanTho)).Refused(HttpStatusCode.Forbidden, "not-your-source");
        var batch = new JsonArray(dispute.DeepClone());
        (await _app.PostEventAsync(batch, OfDaNang)).Expect(HttpStatusCode.Created);
        var again = (await _app.PostEventAsync(dispute, OfDaNang)).Expect(HttpStatusCode.Created);
        Assert.True((bool)again.Json["duplicate"]!);
        Assert.True(await IsDisputedAsync(id));
    }

    [Fact]
    public async Task A_guest_reads_that_it_is_one_and_by_whom_and_disputes_it()
    {
        var gifts = Samples.CommunityActivityHeld("x").With("guestCityIds", new JsonArray("hai-phong"));
        var recorded = (await _app.PostAsync(gifts.Path, gifts.Data, OfCanTho)).Expect(HttpStatusCode.Created);
        var id = (string)recorded.Json["activityId"]!;

        var guests = await EntryAsync("cities/hai-phong", id, recorded.Position);
        Assert.StartsWith("Với tư cách khách mời, do lan ghi nhận", (string)guests["summary"]!,
            StringComparison.Ordinal);
        var own = await EntryAsync("cities/can-tho", id, recorded.Position);
        Assert.DoesNotContain("khách mời", (string)own["summary"]!, StringComparison.Ordinal);
        Assert.Contains("As guest, recorded by", (await _app.GetAsync("/v1/timelines/cities/hai-phong", Reader,
            ("Accept-Language", "en"))).Text, StringComparison.Ordinal);
        Assert.Contains("Với tư cách khách mời, do lan ghi nhận",
            (await ReadAsync("/v1/timelines/cities/hai-phong.csv")).Text, StringComparison.Ordinal);

        (await _app.PostAsync($"/v1/activities/{id}/retraction", Reason(), OfHaiPhong))
            .Expect(HttpStatusCode.Forbidden);
        (await DisputeAsync(id, "hai-phong", OfHaiPhong)).Expect(HttpStatusCode.Created);
        Assert.True(await IsDisputedAsync(id));
    }

    [Fact]
    public async Task Whom_a_statement_about_the_whole_cluster_names_disputes_it()
    {
        var remarks = Samples.RemarksDelivered("conference");
        await _app.PostAsync(remarks.Before[0].Route, remarks.Before[0].With("cityIds", null)
            .With("guestCityIds", null).With("scope", "Cluster").Data, Office);
        var said = (await _app.PostAsync(remarks.Path,
            remarks.With("cityIds", null).With("scope", "Cluster").Data, Office)).Expect(HttpStatusCode.Created);
        var id = (string)said.Json["activityId"]!;

        (await _app.PostAsync($"/v1/activities/{id}/retraction", Reason(), OfDaNang)).Expect(HttpStatusCode.Forbidden);
        (await DisputeAsync(id, "da-nang", OfDaNang)).Expect(HttpStatusCode.Created);
        Assert.True(await IsDisputedAsync(id));
    }

    /// <summary>Cần Thơ records that it inspected Đà Nẵng.</summary>
    private async Task<string> InspectedAsync()
    {
        var inspection = Samples.Of("CrossInspectionConducted");
        return (string)(await _app.PostAsync(inspection.Path, inspection.Data, OfCanTho))
            .Expect(HttpStatusCode.Created).Json["activityId"]!;
    }

    private Task<Answer> DisputeAsync(string id, string city, (string, string) by) =>
        _app.PostAsync($"/v1/activities/{id}/disputes", Dispute(city), by);

    private Task<Answer> WithdrawAsync(string id, string city, (string, string) by) =>
        _app.PostAsync($"/v1/activities/{id}/disputes/withdrawal", Dispute(city), by);

    private static JsonObject Dispute(string city, string? target = null)
    {
        var dispute = new JsonObject { ["city"] = city, ["reason"] = "Không có cuộc kiểm tra này" };
        if (target is not null) dispute["targetEventId"] = target;
        return dispute;
    }

    private static JsonObject Reason() => new() { ["reason"] = "Không có" };

    private async Task<bool> IsDisputedAsync(string id) =>
        (bool)(await ReadAsync($"/v1/activities/{id}")).Json["disputed"]!;

    private async Task<JsonNode> EntryAsync(string timeline, string id, long position, string query = "") =>
        (await ReadAsync($"/v1/timelines/{timeline}?limit=200&include=corrections&atLeast={position}{query}")).Entries
        .Single(entry => (string?)entry!["activityId"] == id)!;

    private async Task<Answer> ReadAsync(string path) => (await _app.GetAsync(path, Reader)).Expect(HttpStatusCode.OK);

    /// <summary>The part of a text from the mark before an id to the next mark.</summary>
    private static string Element(string text, string mark, string id) =>
        text.Split(mark).Single(part => part.Contains(id, StringComparison.Ordinal));
}
