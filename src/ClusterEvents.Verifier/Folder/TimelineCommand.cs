using System.CommandLine;
using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Prints one timeline as the exported events make it.</summary>
internal static class TimelineCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "What `audit export` wrote." };
        var timeline = new Argument<string>("timeline") { Description = "Its key, such as city/can-tho." };
        var command = new Command(
            "timeline", "Print a timeline as the exported events make it, oldest first.") { folder, timeline };
        command.SetAction(parsed => Print(new(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(timeline)));
        return command;
    }

    private static int Print(Evidence evidence, string timeline)
    {
        var rebuild = new TimelineRebuild(TimelineRebuild.CorrectedIn(evidence));
        var entries = new Dictionary<Guid, Reading>();
        foreach (var line in evidence.Lines("events.ndjson"))
        {
            using var json = JsonDocument.Parse(line);
            // The state hash is not asked for here, so any leaf hash will do.
            if (rebuild.Take(json.RootElement, TreeHash.Empty) is not var (activity, _, after)) continue;
            if (after.Timelines().Contains(timeline) && !after.Retracted) entries[activity] = after;
            else entries.Remove(activity);
        }

        foreach (var (activity, reading) in entries
            .OrderBy(entry => (string?)entry.Value.Data["occurredOn"], StringComparer.Ordinal))
            Console.WriteLine($"{(string?)reading.Data["occurredOn"] ?? "undated",-10}  {reading.Kind,-28} {activity}"
                + (reading.Corrected ? "  corrected" : ""));
        return 0;
    }
}
