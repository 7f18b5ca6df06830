using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>Each timeline equals its replay, now and at earlier positions, and shows every entry.</summary>
internal static class TimelineCheck
{
    private const string View = "order=asc&include=retracted,corrections";

    /// <summary>The number of positions checked; each replay reads all events.</summary>
    private const int Moments = 3;

    public static async Task<string> RunAsync(Evidence evidence, CancellationToken cancel)
    {
        var shown = Shown.Of(evidence.Events);
        // All timelines existed before the first fault. Of the positions since then, those of corrections are the most
        // informative: the timeline differs just before and just after.
        long?[] corrected = [.. evidence.Events
            .Where(@event => @event.Position > evidence.Began && @event.Data["targetEventId"] is not null)
            .Select(@event => (long?)@event.Position)];
        var step = Math.Max(1, corrected.Length / Moments);
        long?[] moments = [null, .. corrected.Index().Where(one => one.Index % step == 0).Take(Moments)
            .Select(one => one.Item)];
        var entries = 0;
        foreach (var timeline in Situation.Timelines)
        {
            foreach (var moment in moments)
            {
                var page = await PagesAsync(evidence, timeline, moment, cancel);
                var replay = await EntriesAsync(evidence, $"/v1/audit/replay/{timeline}?{View}{At(moment)}", cancel);
                if (!page.SequenceEqual(replay.Entries))
                    evidence.Journal.Violation("a timeline equals its replay",
                        $"{timeline}{At(moment)}: {Difference(page, replay.Entries)}");
                if (moment is null) CheckWhole(evidence, timeline, page, shown[timeline]);
                entries += page.Count;
            }
        }

        return $"{Situation.Timelines.Count} timelines at {moments.Length} moments, {entries} entries";
    }

    /// <summary>The entries are those of the events.</summary>
    private static void CheckWhole(Evidence evidence, string timeline, List<string> page, List<Told> changes)
    {
        var expected = changes.GroupBy(change => change.ActivityId)
            .Where(one => one.Last().Type == "entry").Select(one => one.Key).ToArray();
        var there = page.Select(entry => (string)JsonNode.Parse(entry)!["activityId"]!).ToArray();
        string[] missing = [.. expected.Except(there)];
        if (missing.Length > 0 || there.Distinct().Count() < there.Length || there.Except(expected).Any())
            evidence.Journal.Violation("a timeline shows each of its entries once",
                $"{timeline} shows {there.Length}, of which {there.Distinct().Count()} differ; "
                + $"{missing.Length} are missing: {string.Join(", ", missing.Take(5))}");
    }

    private static async Task<List<string>> PagesAsync(
        Evidence evidence, string timeline, long? moment, CancellationToken cancel)
    {
        var all = new List<string>();
        for (var cursor = ""; ;)
        {
            var (entries, next) = await EntriesAsync(
                evidence, $"/v1/timelines/{timeline}?{View}&limit=200{At(moment)}{cursor}", cancel);
            all.AddRange(entries);
            if (next is null) return all;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
    }

    private static async Task<(List<string> Entries, string? Next)> EntriesAsync(
        Evidence evidence, string path, CancellationToken cancel)
    {
        var answer = await evidence.Caller.GetAsync(0, path, cancel);
        if (!answer.IsOk)
        {
            evidence.Journal.Violation("a timeline can be read", $"{path}: {answer}");
            return ([], null);
        }

        var page = JsonNode.Parse(answer.Text)!;
        return ([.. page["entries"]!.AsArray().Select(entry => entry!.ToJsonString())], (string?)page["next"]);
    }

    private static string At(long? moment) => moment is null ? "" : $"&knownAt={moment}";

    private static string Difference(List<string> page, List<string> replay)
    {
        var index = page.Zip(replay).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{page.Count} entries, {replay.Count} replayed, other from entry {index} on: "
            + $"{page.ElementAtOrDefault(index)} instead of {replay.ElementAtOrDefault(index)}";
    }
}
