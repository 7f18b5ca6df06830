using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Tests.Timelines.Feeds;

/// <summary>The program with a timeline of difficult entries for feeds.</summary>
public sealed class FeedApp : EstablishedApp
{
    /// <summary>A text with all characters that CSV must quote.</summary>
    public const string Awkward = "Đền thờ \"Vua Hùng\", phường Long Hoà; ấp Bình Dương A";

    /// <summary>A place that a spreadsheet would run as a formula.</summary>
    public const string Formula = "=HYPERLINK(\"http://127.0.0.1/\",\"Nhà tưởng niệm\")";

    /// <summary>A name in Chữ Nôm, whose letters lie beyond the first plane.</summary>
    public static readonly string Nom = string.Concat(Enumerable.Repeat("𡨸喃𠸜", 25));

    /// <summary>The ids of the entries, by what is special about them.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>The ids that meetings have in calendars.</summary>
    public Dictionary<string, string> Meetings { get; } = [];

    protected override async Task ArrangeAsync()
    {
        await RecordAsync("awkward", flowers => flowers["place"] = Awkward);
        await RecordAsync("formula", flowers => flowers["place"] = Formula);
        await RecordAsync("month", flowers => flowers["precision"] = "Month");
        await RecordAsync("year", flowers => flowers["precision"] = "Year");
        await RecordAsync("unknown", flowers =>
        {
            flowers["precision"] = "Unknown";
            flowers["scope"] = "City";
            flowers["cityIds"] = flowers["participants"]!.DeepClone();
            foreach (var field in new[] { "occurredOn", "dayPart", "sequenceHint" }) flowers.Remove(field);
        });
        await RecordAsync("corrected", _ => { });
        (await this.CorrectAsync(Ids["corrected"], ("place", "Nhà tưởng niệm", "Quảng trường")))
            .Expect(HttpStatusCode.Created);
        await RecordAsync("retracted", _ => { });
        (await PostAsync($"/v1/activities/{Ids["retracted"]}/retraction", new { Reason = "Ghi trùng" }))
            .Expect(HttpStatusCode.Created);
        await RecordAsync("noted", flowers =>
            flowers["sources"] = new JsonArray(new JsonObject { ["note"] = "Sổ trực ban" }));
        await RecordEarlierAsync("linked", flowers => flowers["sources"] = new JsonArray(
            new JsonObject { ["url"] = "javascript:alert(1)" },
            new JsonObject { ["url"] = "https://example.com/bai" }));
        await RecordAsync("nom", flowers => flowers["place"] = Nom);
        await ScheduleAsync("planned", "2022-12-20");
        await ScheduleAsync("last day", "9999-12-31");
        await ScheduleAsync("called off", "2022-12-21");
        (await PostAsync($"/v1/activities/{Ids["called off"]}/retraction", new { Reason = "Ghi nhầm" }))
            .Expect(HttpStatusCode.Created);
        await TimelineAsync("cities/can-tho");
    }

    private async Task ScheduleAsync(string name, string plannedOn)
    {
        var meeting = Scenarios.Meeting();
        meeting["plannedOn"] = plannedOn;
        var scheduled = (await PostAsync("/v1/meetings/schedules", meeting)).Expect(HttpStatusCode.Created);
        Ids[name] = (string)scheduled.Json["activityId"]!;
        Meetings[name] = FeedAddress.IdOf($"{scheduled.Stream} meeting").ToString();
    }

    /// <summary>Records what earlier programs accepted, as restoring an export does.</summary>
    private async Task RecordEarlierAsync(string name, Action<JsonObject> change)
    {
        var flowers = Scenarios.Flowers();
        change(flowers["data"]!.AsObject());
        (flowers["recordedtime"], flowers["recordedby"]) = ("2022-07-30T00:00:00Z", "lan");
        var draft = Get<CloudEventReader>().Read(
            JsonSerializer.SerializeToElement(flowers), "", Recorder.System, preserve: true, new ValidationErrors())!;
        var results = await Get<AppendQueue>().RecordAsync([draft with { Original = null }], Cancel);
        Ids[name] = results[0].Recorded!.ActivityId.ToString();
    }

    private async Task RecordAsync(string name, Action<JsonObject> change)
    {
        var flowers = Scenarios.Flowers();
        change(flowers["data"]!.AsObject());
        Ids[name] = (string)(await PostEventAsync(flowers)).Expect(HttpStatusCode.Created).Json["activityId"]!;
    }
}
