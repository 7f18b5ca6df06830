using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>A timeline at an earlier position equals what it was then, and equals its replay.</summary>
public sealed class TwoTimesTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private static readonly StreamKey[] Timelines =
        [new("city", "can-tho"), new("city", "da-nang"), new("campaign", Scenarios.Campaign)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_earlier_position_of_a_history_reads_as_it_did_then(int seed)
    {
        var (random, entries, then) =
            (new Random(seed), new List<Entry>(), new Dictionary<(StreamKey, long), string>());
        for (var step = 0; step < 25; step++)
        {
            var position = await TakeAStepAsync(random, entries);
            foreach (var timeline in Timelines)
                then[(timeline, position)] =
                    (await PageAsync(timeline, $"&atLeast={position}")).Expect(HttpStatusCode.OK).Text;
        }

        foreach (var ((timeline, position), page) in then)
        {
            Assert.Equal(page, (await PageAsync(timeline, $"&knownAt={position}")).Text);
            Assert.Equal(page, await ReplayAsync(timeline, position));
        }
    }

    [Fact]
    public async Task An_instant_stands_for_all_that_was_recorded_by_then()
    {
        await using var fresh = new EstablishedApp();
        await fresh.InitializeAsync();
        var first = (await fresh.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var recordedAt =
            (string)(await fresh.GetAsync($"/v1/activities/{first.Json["activityId"]}")).Json["recordedAt"]!;
        (await fresh.PostEventAsync(Scenarios.Flowers(occurredOn: "2021-05-19"))).Expect(HttpStatusCode.Created);

        var now = await fresh.TimelineAsync("cities/can-tho");
        var then = await fresh.TimelineAsync("cities/can-tho", $"&knownAt={Uri.EscapeDataString(recordedAt)}");

        Assert.Equal(2, now.Kinds.Count(kind => kind == "FlowersOffered"));
        Assert.Single(then.Kinds, "FlowersOffered");
        Assert.Equal(first.Position, then.Position);
    }

    [Fact]
    public async Task An_event_recorded_on_the_night_of_its_day_is_known_from_then_on()
    {
        // In UTC it is the day before still.
        await using var night = TestApp.EstablishedWith(
            [], new FakeTimeProvider(new(2022, 7, 28, 17, 30, 0, TimeSpan.Zero)));
        await night.InitializeAsync();
        var flowers = new JsonArray(Scenarios.Flowers(), Scenarios.Flowers(), Scenarios.Flowers());
        (await night.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        var now = await night.TimelineAsync("cities/can-tho");

        Assert.Equal(3, now.Kinds.Count(kind => kind == "FlowersOffered"));
        Assert.Equal(now.Text, (await night.TimelineAsync("cities/can-tho", $"&knownAt={now.Position}")).Text);
        // The clock stands, yet all recording times differ.
        Assert.Distinct(now.Entries.Select(entry => (string?)entry!["recordedAt"]));
    }

    [Fact]
    public async Task An_instant_is_one_position_for_all_readers_where_two_nodes_disagree_by_their_clocks()
    {
        await using var fresh = new EstablishedApp();
        await fresh.InitializeAsync();
        var recorded = new List<Answer>();
        for (var i = 0; i < 3; i++) recorded.Add(await fresh.PostEventAsync(Scenarios.Flowers()));
        await fresh.TimelineAsync("cities/can-tho");
        // As if the second event had been recorded by a node whose clock is ahead.
        await fresh.TamperAsync(
            $"""
            update clusterevents.mt_events set timestamp = '2100-01-01T00:00:00Z'::timestamptz
              + (case seq_id when {recorded[0].Position} then 1 when {recorded[1].Position} then 3 else 2 end)
              * interval '1 second' where seq_id >= {recorded[0].Position}
            """);

        foreach (var (instant, known) in ((string, int)[])[("00:00:01Z", 1), ("00:00:02Z", 3), ("00:00:03Z", 3)])
        {
            var query = $"knownAt=2100-01-01T{instant}";
            var page = await fresh.TimelineAsync("cities/can-tho", $"&{query}");
            var replay = await fresh.GetAsync($"/v1/audit/replay/cities/can-tho?{query}");
            var shown = recorded.Select(async one =>
                (await fresh.GetAsync($"/v1/activities/{one.Json["activityId"]}?{query}")).Status);
            var differences = await fresh.GetAsync(
                $"/v1/audit/differences?timeline=city/can-tho&from={recorded[0].Position - 1}&to=2100-01-01T{instant}");

            Assert.Equal(known, page.Kinds.Count(kind => kind == "FlowersOffered"));
            Assert.Equal(known, replay.Kinds.Count(kind => kind == "FlowersOffered"));
            Assert.Equal(known, (await Task.WhenAll(shown)).Count(status => status == HttpStatusCode.OK));
            Assert.Equal(known, differences.Json["differences"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_page_of_what_was_known_at_a_position_waits_until_that_is_shown()
    {
        for (var i = 0; i < 20; i++)
        {
            var flowers = Scenarios.Flowers();
            var recorded = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

            var page = await app.GetAsync($"/v1/timelines/cities/can-tho?knownAt={recorded.Position}&limit=200");

            Assert.Equal(recorded.Position, page.Position);
        }
    }

    private Task<Answer> PageAsync(StreamKey timeline, string query) => app.GetAsync(
        $"/v1/timelines/{(timeline.Kind == "city" ? "cities" : "campaigns")}/{timeline.Id}"
        + $"?limit=200&include=retracted,corrections{query}");

    private async Task<string> ReplayAsync(StreamKey timeline, long position)
    {
        var page = await app.Get<TimelineReplay>().RebuildAsync(timeline, new KnownAt(position),
            new ReplayView(Retracted: true, Corrections: true), TestApp.Cancel);
        var json = new ArrayBufferWriter<byte>();
        page!.Write(json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>Records, backfills, corrects, retracts or reinstates something.</summary>
    /// <returns>The position after it.</returns>
    private async Task<long> TakeAStepAsync(Random random, List<Entry> entries)
    {
        var entry = entries.Count > 0 ? entries[random.Next(entries.Count)] : null;
        var answer = entry is null || random.Next(5) < 2
            ? await RecordAsync(random, entries) : await ChangeAsync(random, entry);
        return answer.Expect(HttpStatusCode.Created).Position;
    }

    private async Task<Answer> RecordAsync(Random random, List<Entry> entries)
    {
        // One in five occurred years earlier.
        var day = random.Next(5) == 0 ? new DateOnly(2020, 2, 1) : new DateOnly(2022, 1, 1).AddDays(random.Next(200));
        var flowers = Scenarios.Flowers(occurredOn: $"{day:yyyy-MM-dd}");
        flowers["data"]!["sequenceHint"] = random.Next(3);
        var answer = await app.PostEventAsync(flowers);
        entries.Add(new((string)answer.Json["activityId"]!, $"{day:yyyy-MM-dd}"));
        return answer;
    }

    private async Task<Answer> ChangeAsync(Random random, Entry entry)
    {
        if (entry.Retracted || random.Next(3) == 0)
        {
            var what = entry.Retracted ? "reinstatement" : "retraction";
            entry.Retracted = !entry.Retracted;
            return await app.PostAsync($"/v1/activities/{entry.Id}/{what}", new { Reason = "Kiểm tra lại" });
        }

        var day = $"{new DateOnly(2021, 1, 1).AddDays(random.Next(300)):yyyy-MM-dd}";
        if (day == entry.Day) day = "2022-12-01";
        var change = new JsonObject { ["field"] = "occurredOn", ["old"] = entry.Day, ["new"] = day };
        entry.Day = day;
        return await app.PostAsync($"/v1/activities/{entry.Id}/corrections",
            new JsonObject { ["changes"] = new JsonArray(change), ["reason"] = "Ghi nhầm ngày" });
    }

    private sealed record Entry(string Id, string Day)
    {
        public string Day { get; set; } = Day;

        public bool Retracted { get; set; }
    }
}
