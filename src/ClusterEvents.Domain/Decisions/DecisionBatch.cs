using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// The decisions of one transaction: accepted events on their way into the store, and the results to report after the
/// commit.
/// </summary>
public sealed class DecisionBatch(
    DecisionContext context, IReadOnlyDictionary<Guid, StoredActivity> earlier, TimeProvider time,
    DateTimeOffset lastRecordedAt)
{
    /// <summary>The length in characters from which an event counts as large: several times that of most.</summary>
    private const int Large = 8 * 1024;

    private readonly List<AcceptedEvent> _accepted = [];
    private readonly Dictionary<Guid, AcceptedEvent> _byId = [];
    private readonly List<Verdict[]> _verdicts = [];
    private readonly HashSet<string> _claimsMet = new(StringComparer.Ordinal);
    private readonly DecisionContext _before = context;
    private DecisionContext _context = context;

    public IReadOnlyList<AcceptedEvent> Accepted => _accepted;

    /// <summary>Whether every draft was accepted.</summary>
    public bool AllAccepted => _verdicts.All(request => request.All(verdict => verdict.Rejections.Count == 0));

    /// <summary>Snapshots of streams that were loaded and not changed.</summary>
    public IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> Read =>
        [.. _before.Streams.ExceptBy(_accepted.Select(accepted => accepted.Stream), stream => stream.Key)];

    /// <summary>
    /// All claims that the drafts make. Those of a correction are known only after its target was loaded.
    /// </summary>
    public IReadOnlySet<string> ClaimsMet => _claimsMet;

    public DateTimeOffset LastRecordedAt { get; private set; } = lastRecordedAt;

    /// <summary>Snapshots of the changed streams after the commit.</summary>
    public IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> Changed => StreamsOf(_accepted);

    /// <summary>
    /// The changed streams that are cached. A stream that begins with a large event is left out: appending to one is
    /// rare, and caching thousands of them, each with its full text, would take gigabytes.
    /// </summary>
    public IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> Remembered =>
        StreamsOf(_accepted.Where(accepted => accepted.Version > 1 || accepted.Data.Length < Large));

    /// <summary>The reminders of the changed streams.</summary>
    public IReadOnlyList<Reminder> Reminders =>
        [
            .. Changed.Select(stream => ReminderOf(stream.Key, stream.Value.State, _before[stream.Key].State))
                .OfType<Reminder>(),
        ];

    /// <summary>The key of the stream that a draft starts if it names none.</summary>
    public static StreamKey NewStream(Draft draft) =>
        new(draft.Type.StreamKind!,
            draft.Type.IdOfNewStream?.Invoke(draft.Activity, OwnCity(draft)) ?? draft.ActivityId.ToString());

    /// <summary>
    /// The city that records something of its own, whose key a derived one begins with; null of the office, and of what
    /// is the cluster's.
    /// </summary>
    private static CityId? OwnCity(Draft draft) =>
        draft is { By.ForAllCities: false, Activity: { Scope: Scope.City } own }
            ? (own.CityIds ?? []).Concat(NamedCities.Of(own).Select(one => one.City)).Cast<CityId?>().FirstOrDefault()
            : null;

    /// <summary>Decides on one request: all of its drafts are accepted, or none.</summary>
    public void Decide(IReadOnlyList<Draft> request)
    {
        var (knownBefore, countBefore, stampBefore) = (_context, _accepted.Count, LastRecordedAt);
        Verdict[] verdicts = [.. request.Select(Decide)];
        _verdicts.Add(verdicts);
        if (verdicts.All(verdict => verdict.Rejections.Count == 0)) return;

        foreach (var accepted in _accepted.Skip(countBefore)) _byId.Remove(accepted.Draft.ActivityId);
        _accepted.RemoveRange(countBefore, _accepted.Count - countBefore);
        (_context, LastRecordedAt) = (knownBefore, stampBefore);
    }

    /// <summary>The sources that were used for the first time, and to whom they belong from now on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SourcesTaken =>
        [.. _context.SourceOwners.ExceptBy(_before.SourceOwners.Keys, one => one.Key)];

    /// <summary>The results of each request's drafts. Call it after the commit, when positions are known.</summary>
    public IReadOnlyList<IReadOnlyList<RecordingResult>> Results() =>
        [.. _verdicts.Select(request => request.Any(verdict => verdict.Rejections.Count > 0)
            ? request.Select(verdict => RecordingResult.Of(verdict.Rejections)).ToArray()
            : request.Select(verdict => verdict.Result()).ToArray())];

    private IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> StreamsOf(IEnumerable<AcceptedEvent> accepted) =>
        accepted.Select(accepted => accepted.Stream).Distinct().Select(key => KeyValuePair.Create(key, _context[key]));

    /// <summary>
    /// To whom a source belongs that the draft is the first to use: to its sender by the mark that is recorded with it,
    /// or by the name, so that it follows from the events. What the program imports from a file leaves its sources to
    /// the systems that they name.
    /// </summary>
    private (string Source, string Owner)? Takes(Draft draft)
    {
        if (SourceUri.KeyOf(draft.Source) is not { } source || _context.SourceOwners.ContainsKey(source)) return null;
        var mark = draft.Original is null ? draft.By.Mark
            : draft.Extensions.GetValueOrDefault(Recorder.SourceOwner) as string;
        if (Recorder.IsMark(mark)) return (source, mark);
        var name = draft.Original?.RecordedBy ?? draft.By.Name;
        return name == Recorder.System.Name ? null : (source, Recorder.OwnerMark(name));
    }

    private static Draft Marked(Draft draft, string owner) => !Recorder.IsMark(owner) ? draft : draft with
    {
        Extensions = new Dictionary<string, object>(draft.Extensions, StringComparer.Ordinal)
        {
            [Recorder.SourceOwner] = owner,
        },
    };

    private static Reminder? ReminderOf(StreamKey key, object? state, object? before) =>
        state is null ? (before as IReminds)?.RemindOfRetraction(key) : (state as IReminds)?.Remind(key, before);

    private bool IsOfAnother(Draft draft) => !draft.By.IsAdministrator
        && SourceUri.KeyOf(draft.Source) is { } source
        && _context.SourceOwners.TryGetValue(source, out var owner) && !draft.By.Owns(owner);

    private Verdict Decide(Draft draft)
    {
        // Check this first, so that nobody learns what another sender has recorded under an id.
        if (!draft.By.MaySendAs(draft.Source) || IsOfAnother(draft))
            return new(draft, Against: [Decision.NotYourSource(draft)]);
        if ((earlier.ContainsKey(draft.ActivityId) || _byId.ContainsKey(draft.ActivityId))
            && Decision.Refusal(draft, _context) is { } refusal) return new(draft, Against: [refusal]);
        if (earlier.TryGetValue(draft.ActivityId, out var first)) return new(draft, First: first);
        if (_byId.TryGetValue(draft.ActivityId, out var pending)) return new(draft, Pending: pending);

        if (draft.Stream is null && draft.Activity is ICorrection about)
            return new(draft, Against: [Decision.UnknownActivity(draft, about.TargetEventId)]);
        var stream = draft.Stream ?? NewStream(draft);
        var decision = Decision.On(draft, stream, _context);
        _claimsMet.UnionWith(decision.Claims.Met);
        if (decision.Rejections.Count > 0) return new(draft, Against: decision.Rejections);
        if (draft.Original is { } original && original.RecordedAt <= LastRecordedAt)
            return new(draft, Against: [NotEmpty(LastRecordedAt)]);

        var taken = Takes(draft);
        if (taken is { Owner: var owner }) draft = Marked(draft, owner);
        var accepted = new AcceptedEvent(
            draft, stream, _context[stream].Version + 1, decision.Activity, decision.Claims, Stamp(draft))
        {
            Personal = Personal(draft, decision.Activity, stream),
        };
        if (SizeLimit.Check(accepted) is { } tooLarge) return new(draft, Against: [tooLarge]);
        _context = _context.With(stream, draft.ActivityId, decision.Activity, decision.Claims);
        if (taken is { } one)
            _context = _context with { SourceOwners = _context.SourceOwners.Add(one.Source, one.Owner) };
        _accepted.Add(accepted);
        _byId.Add(draft.ActivityId, accepted);
        return new(draft, New: accepted);
    }

    /// <summary>
    /// The names of personal values. A correction contains values of its target; which of them are personal follows
    /// from the type of the target.
    /// </summary>
    private string[] Personal(Draft draft, Activity activity, StreamKey stream) =>
    [
        .. PersonalFields.Of(activity),
        .. activity is ICorrection about
            ? about.PersonalValues(_context[stream].Find(about.TargetEventId)!.Activity).Select(value => value.Place)
            : [],
        .. PersonalAttributes.Of(draft),
    ];

    /// <summary>
    /// A recording time strictly later than the previous one, so that times reflect the order of recording.
    /// </summary>
    private DateTimeOffset Stamp(Draft draft)
    {
        var next = LastRecordedAt.AddMicroseconds(1);
        var now = draft.Original?.RecordedAt ?? time.NowInStore();
        return LastRecordedAt = now > next ? now : next;
    }

    private static Rejection NotEmpty(DateTimeOffset last) =>
        new(RejectionKind.Conflict, "installation-not-empty", new("installation-not-empty", ("instant", last)));

    /// <summary>The decision on one draft, valid if all other drafts of its request are accepted.</summary>
    /// <param name="Draft">The draft.</param>
    /// <param name="New">The new event.</param>
    /// <param name="First">The result of the event that is already on record.</param>
    /// <param name="Pending">The event of this transaction that the draft repeats.</param>
    /// <param name="Against">The rejections.</param>
    private sealed record Verdict(
        Draft Draft, AcceptedEvent? New = null, StoredActivity? First = null, AcceptedEvent? Pending = null,
        IReadOnlyList<Rejection>? Against = null)
    {
        /// <summary>The comparison with the event that the draft repeats; null if it repeats none.</summary>
        private readonly RecordingResult? _repetition =
            First is not null ? Repetition.Of(Draft, First)
            : Pending is not null ? Repetition.Of(Draft, Pending.Recorded, Pending.Activity) : null;

        public IReadOnlyList<Rejection> Rejections => Against ?? _repetition?.Rejections ?? [];

        /// <summary>The result, if nothing was rejected.</summary>
        public RecordingResult Result() =>
            New is not null ? RecordingResult.Of(New.Recorded) with { Stored = New.Stored }
            // A pending event gets its position with the append, after the comparison.
            : Pending is not null
                ? RecordingResult.Of(_repetition!.Recorded! with { Position = Pending.Recorded.Position })
                    with
                { Stored = Pending.Stored }
            : _repetition!;
    }
}
