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
        foreach (var (activity, reading) in Read(evidence, timeline))
            Console.WriteLine($"{reading.OccurredOn ?? "undated",-10}  {reading.Kind,-28} {activity}"
                + (reading.Corrected ? "  corrected" : ""));
        return 0;
    }

    /// <summary>What is on a timeline, in its order.</summary>
    /// <exception cref="VerifierException">The evidence holds no such timeline.</exception>
    public static IEnumerable<KeyValuePair<Guid, Reading>> Read(Evidence evidence, string timeline)
    {
        var rebuild = new TimelineRebuild(TimelineRebuild.CorrectedIn(evidence));
        var entries = new Dictionary<Guid, Reading>();
        var isKnown = false;
        foreach (var line in evidence.Lines("events.ndjson"))
        {
            using var json = JsonDocument.Parse(line);
            isKnown |= Opens(json.RootElement, timeline);
            // The state hash is not asked for here, so any leaf hash will do.
            if (rebuild.Take(json.RootElement, TreeHash.Empty) is not var (activity, _, after)) continue;
            if (after.Timelines().Contains(timeline) && !after.Retracted) entries[activity] = after;
            else entries.Remove(activity);
        }

        if (!isKnown && !rebuild.States.ContainsKey(timeline))
            throw new VerifierException(
                $"The folder holds no timeline `{timeline}`. Its key is such as city/can-tho or campaign/<id>.");
        return entries.OrderBy(entry => entry.Value.Place).ThenBy(entry => entry.Key);
    }

    /// <summary>Whether an event registers the city of a timeline: that exists then, though nothing is on it.</summary>
    private static bool Opens(JsonElement cloudEvent, string timeline) =>
        Kinds.Of(cloudEvent.GetProperty("type").GetString()!) == "city-registered"
        && cloudEvent.GetProperty("subject").ValueEquals(timeline);
}
