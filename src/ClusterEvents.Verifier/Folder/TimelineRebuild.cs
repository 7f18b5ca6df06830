using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>The state of a timeline after the last event that affects it.</summary>
internal sealed record RebuiltTimeline(long Position, long Entries, TreeHash Hash);

/// <summary>Rebuilds all timelines and their state hashes from exported events.</summary>
internal sealed class TimelineRebuild(IReadOnlySet<Guid> corrected)
{
    private readonly Dictionary<Guid, ActivityState> _states = [];

    public SortedDictionary<string, RebuiltTimeline> States { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of corrected activities: only their data must be kept in memory.</summary>
    public static HashSet<Guid> CorrectedIn(Evidence evidence)
    {
        var corrected = new HashSet<Guid>();
        foreach (var line in evidence.Lines("events.ndjson")
            .Where(line => line.Contains("\"targetEventId\"", StringComparison.Ordinal)))
            if (TargetOf(JsonNode.Parse(line)?["data"]) is { } target) corrected.Add(target);
        return corrected;
    }

    /// <summary>Applies one more event.</summary>
    /// <returns>The activity that it concerns, with its state before and after.</returns>
    public (Guid Activity, ActivityState? Before, ActivityState After)? Take(JsonElement cloudEvent, TreeHash leaf)
    {
        var (kind, data) = (Kinds.Of(cloudEvent.GetProperty("type").GetString()!), cloudEvent.GetProperty("data"));
        var position = long.Parse(cloudEvent.GetProperty("sequence").GetString()!, null);
        if (data.TryGetProperty("targetEventId", out var target))
        {
            if (!_states.TryGetValue(target.GetGuid(), out var before)) return null;
            var after = _states[target.GetGuid()] = before.After(kind, data);
            Touch(position, leaf, before, after);
            return (target.GetGuid(), before, after);
        }

        var id = RecordedEvent.ActivityId(cloudEvent);
        var state = new ActivityState(kind, JsonObject.Create(data.Clone())!, false, false)
        {
            RecordedAt = cloudEvent.TryGetProperty("recordedtime", out var time) ? time.GetDateTimeOffset() : default,
        };
        if (corrected.Contains(id)) _states[id] = state;
        Touch(position, leaf, null, state);
        return (id, null, state);
    }

    /// <summary>Compares the result with the timeline states in the folder.</summary>
    public void Compare(IEnumerable<string> lines, Report report)
    {
        var seen = new HashSet<string>();
        foreach (var said in lines.Select(line => JsonNode.Parse(line)!))
        {
            var timeline = (string)said["timeline"]!;
            seen.Add(timeline);
            var stand = States.GetValueOrDefault(timeline);
            if (stand is null || stand.Position != (long)said["position"]! || stand.Entries != (long)said["entries"]!
                || stand.Hash.ToString() != (string)said["state"]!)
                report.Add("timeline-state", timeline,
                    $"The events make {stand?.ToString() ?? "nothing"}; the folder says {said.ToJsonString()}.");
        }

        foreach (var missing in States.Keys.Where(timeline => !seen.Contains(timeline)))
            report.Add("timeline-state", missing, "The events make it, and the folder does not name it.");
    }

    private void Touch(long position, TreeHash leaf, ActivityState? before, ActivityState after)
    {
        string[] was = [.. before?.Timelines() ?? []], now = [.. after.Timelines()];
        foreach (var timeline in was.Union(now))
        {
            var stand = States.GetValueOrDefault(timeline) ?? new(0, 0, TimelineState.Empty);
            var entries = stand.Entries + Shown(after, now, timeline) - Shown(before, was, timeline);
            States[timeline] = new(position, entries, TimelineState.Next(stand.Hash, leaf));
        }
    }

    private static int Shown(ActivityState? state, string[] on, string timeline) =>
        state is { Retracted: false } && on.Contains(timeline) ? 1 : 0;

    private static Guid? TargetOf(JsonNode? data) =>
        Guid.TryParse((string?)data?["targetEventId"], out var target) ? target : null;
}
