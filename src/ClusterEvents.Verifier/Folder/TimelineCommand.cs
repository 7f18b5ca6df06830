using System.CommandLine;
using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Prints one timeline, rebuilt from the exported events.</summary>
internal static class TimelineCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "What `audit export` wrote." };
        var timeline = new Argument<string>("timeline") { Description = "Its key, such as city/can-tho." };
        var command = new ToolCommand("timeline", "Print a timeline rebuilt from the exported events, oldest first.",
            "evidence city/can-tho") { folder, timeline };
        command.SetAction(parsed => Print(new(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(timeline)));
        return command;
    }

    private static int Print(Evidence evidence, string timeline)
    {
        foreach (var (activity, state) in Read(evidence, timeline))
            Console.WriteLine($"{state.OccurredOn ?? "undated",-10}  {state.Kind,-28} {activity}"
                + (state.Corrected ? "  corrected" : "") + (state.DisputedBy.IsEmpty ? "" : "  disputed"));
        return 0;
    }

    /// <summary>The entries of a timeline, in its order.</summary>
    /// <exception cref="VerifierException">The folder has no such timeline.</exception>
    public static IEnumerable<KeyValuePair<Guid, ActivityState>> Read(Evidence evidence, string timeline)
    {
        var rebuild = new TimelineRebuild(evidence);
        var entries = new Dictionary<Guid, ActivityState>();
        var isKnown = false;
        foreach (var (number, line) in evidence.Lines("events.ndjson"))
            try
            {
                var recorded = RecordedEvent.Read(line);
                isKnown |= Opens(recorded, timeline);
                // Leaf hashes matter only for the state hash, which is not needed here.
                if (rebuild.Take(recorded, TreeHash.Empty) is not var (activity, _, after)) continue;
                // Its place is read here, so that a day that is none is told with its line.
                _ = Input.Checked(() => after.Place);
                if (after.Timelines().Contains(timeline) && !after.Retracted) entries[activity] = after;
                else entries.Remove(activity);
            }
            catch (FormatException exception)
            {
                throw new VerifierException($"events.ndjson, line {number}, cannot be read: {exception.Message}");
            }

        if (!isKnown && !rebuild.States.ContainsKey(timeline))
            throw new VerifierException(
                $"The folder has no timeline `{timeline}`. A key looks like city/can-tho or campaign/<id>.");
        return entries.OrderBy(entry => entry.Value.Place).ThenBy(entry => entry.Key);
    }

    /// <summary>
    /// Whether an event registers the city of a timeline, which then exists even if it has no entries.
    /// </summary>
    private static bool Opens(RecordedEvent recorded, string timeline) =>
        Kinds.Of(recorded.Type) == "city-registered"
        && recorded.Json.TryGetProperty("subject", out var subject)
        && subject.ValueKind == JsonValueKind.String && subject.ValueEquals(timeline);
}
