using System.Text.Json.Nodes;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>The state of a timeline after the last event that affects it.</summary>
internal sealed record RebuiltTimeline(long Position, long Entries, TreeHash Hash);

/// <summary>Rebuilds all timelines and their state hashes from exported events.</summary>
internal sealed class TimelineRebuild(Evidence evidence)
{
    /// <summary>The ids of corrected activities: only their data must be kept in memory.</summary>
    private readonly Lazy<HashSet<Guid>> _corrected = new(() => CorrectedIn(evidence));

    private readonly Dictionary<Guid, ActivityState> _states = [];

    public SortedDictionary<string, RebuiltTimeline> States { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a later event corrects, retracts or disputes an activity.</summary>
    public bool Corrects(Guid activity) => _corrected.Value.Contains(activity);

    /// <summary>Applies one more event.</summary>
    /// <returns>The activity that it concerns, with its state before and after.</returns>
    /// <exception cref="FormatException">Its data are not those of its type.</exception>
    public (Guid Activity, ActivityState? Before, ActivityState After)? Take(RecordedEvent recorded, TreeHash leaf) =>
        Input.Checked(() => Applied(recorded, leaf));

    /// <summary>Compares the result with the timeline states in the folder.</summary>
    public void Compare(IEnumerable<(long Number, string Text)> lines, Report report)
    {
        var seen = new HashSet<string>();
        foreach (var (number, line) in lines)
            try
            {
                var (timeline, fault) = Input.Checked(() => Compare(JsonNode.Parse(line) as JsonObject));
                seen.Add(timeline);
                if (fault is not null) report.Add("timeline-state", timeline, fault);
            }
            catch (FormatException exception)
            {
                report.Add("timeline-state", $"timelines.ndjson, line {number}",
                    $"It cannot be read: {exception.Message}");
            }

        foreach (var missing in States.Keys.Where(timeline => !seen.Contains(timeline)))
            report.Add("timeline-state", missing, "The events make it, and the folder does not name it.");
    }

    private (string Timeline, string? Fault) Compare(JsonObject? said)
    {
        if (said is null || (string?)said["timeline"] is not { } timeline)
            throw new FormatException("It names no `timeline`.");
        var stand = States.GetValueOrDefault(timeline);
        return stand is not null && stand.Position == (long?)said["position"] && stand.Entries == (long?)said["entries"]
            && stand.Hash.ToString() == (string?)said["state"] ? (timeline, null)
            : (timeline, $"The events make {stand?.ToString() ?? "nothing"}; the folder says {said.ToJsonString()}.");
    }

    private (Guid Activity, ActivityState? Before, ActivityState After)? Applied(RecordedEvent recorded, TreeHash leaf)
    {
        var kind = Kinds.Of(recorded.Type);
        if (recorded.Target is { } target)
        {
            if (!_states.TryGetValue(target, out var before)) return null;
            var corrected = before.After(kind, recorded.Data);
            Touch(recorded.Position, leaf, before, corrected);
            _states[target] = corrected;
            return (target, before, corrected);
        }

        var state = new ActivityState(kind, JsonObject.Create(recorded.Data)!, false, false)
        {
            RecordedAt = recorded.Json.TryGetProperty("recordedtime", out var time)
                ? time.GetDateTimeOffset() : default,
        };
        Touch(recorded.Position, leaf, null, state);
        if (Corrects(recorded.ActivityId)) _states[recorded.ActivityId] = state;
        return (recorded.ActivityId, null, state);
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

    private static HashSet<Guid> CorrectedIn(Evidence evidence) =>
    [
        .. evidence.Lines("events.ndjson")
            .Where(line => line.Text.Contains("\"targetEventId\"", StringComparison.Ordinal))
            .Select(line => RecordedEvent.TryRead(line.Text)?.Target).OfType<Guid>(),
    ];
}
