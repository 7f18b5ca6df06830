using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// The entries of one transaction while they are decided on, and the outcomes to report after its commit.
/// </summary>
public sealed class DecisionBatch(
    DecisionContext context, IReadOnlyDictionary<Guid, StoredActivity> earlier, TimeProvider time, DateTimeOffset lastRecordedAt)
{
    /// <summary>The characters from which on an entry is large: several times those of most.</summary>
    private const int Large = 8 * 1024;

    private readonly List<AcceptedEvent> _accepted = [];
    private readonly Dictionary<Guid, AcceptedEvent> _byId = [];
    private readonly List<Verdict[]> _verdicts = [];
    private readonly HashSet<string> _claimsMet = new(StringComparer.Ordinal);
    private readonly DecisionContext _before = context;
    private DecisionContext _context = context;

    public IReadOnlyList<AcceptedEvent> Accepted => _accepted;

    /// <summary>Whether nothing was refused.</summary>
    public bool AllAccepted => _verdicts.All(request => request.All(verdict => verdict.Rejections.Count == 0));

    /// <summary>The streams that were read and not changed, as they were.</summary>
    public IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> Read =>
        [.. _before.Streams.ExceptBy(_accepted.Select(accepted => accepted.Stream), stream => stream.Key)];

    /// <summary>
    /// What entries would take: a correction's come to light only when the entry it is about is known.
    /// </summary>
    public IReadOnlySet<string> ClaimsMet => _claimsMet;

    public DateTimeOffset LastRecordedAt { get; private set; } = lastRecordedAt;

    /// <summary>The streams that the entries changed, as they are after the commit.</summary>
    public IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> Changed => StreamsOf(_accepted);

    /// <summary>
    /// Those of them to remember. A stream that a large entry begins is read when something is added to it, which is
    /// seldom: many thousands of these, each with all of its text, would take gigabytes.
    /// </summary>
    public IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> Remembered =>
        StreamsOf(_accepted.Where(accepted => accepted.Version > 1 || accepted.Data.Length < Large));

    /// <summary>What the changed streams gave to look at later.</summary>
    public IReadOnlyList<Reminder> Reminders =>
        [.. Changed.Select(stream => (stream.Value.State as IReminds)?.Remind(stream.Key, _before[stream.Key].State))
            .OfType<Reminder>()];

    /// <summary>The stream that a draft starts when it names none.</summary>
    public static StreamKey NewStream(Draft draft) =>
        new(draft.Type.StreamKind!, draft.Type.IdOfNewStream?.Invoke(draft.Activity) ?? draft.ActivityId.ToString());

    /// <summary>Decides on one request. It enters with all of its drafts, or with none.</summary>
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

    /// <summary>
    /// For each request the outcome of each draft; to be asked after the commit, when positions are known.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<RecordingResult>> Results() =>
        [.. _verdicts.Select(request => request.Any(verdict => verdict.Rejections.Count > 0)
            ? request.Select(verdict => RecordingResult.Of(verdict.Rejections)).ToArray()
            : request.Select(verdict => verdict.Result()).ToArray())];

    private IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> StreamsOf(IEnumerable<AcceptedEvent> accepted) =>
        accepted.Select(accepted => accepted.Stream).Distinct().Select(key => KeyValuePair.Create(key, _context[key]));

    private Verdict Decide(Draft draft)
    {
        // Asked first, so that nobody learns what another has recorded under an id.
        if (!draft.By.MaySendAs(draft.Source)) return new(draft, Against: [Decision.NotYourSource(draft)]);
        if (earlier.TryGetValue(draft.ActivityId, out var first)) return new(draft, First: first);
        if (_byId.TryGetValue(draft.ActivityId, out var pending)) return new(draft, Pending: pending);

        if (draft.Stream is null && draft.Activity is ICorrection about)
            return new(draft, Against: [Decision.UnknownActivity(draft, about.TargetEventId)]);
        var stream = draft.Stream ?? NewStream(draft);
        var decision = Decision.On(draft, stream, _context);
        _claimsMet.UnionWith(decision.Claims.Taken.Select(claim => claim.Text));
        if (decision.Rejections.Count > 0) return new(draft, Against: decision.Rejections);
        if (draft.Original is { } original && original.RecordedAt <= LastRecordedAt)
            return new(draft, Against: [NotEmpty(LastRecordedAt)]);

        var accepted = new AcceptedEvent(
            draft, stream, _context[stream].Version + 1, decision.Activity, decision.Claims, Stamp(draft))
        {
            Personal = Personal(decision.Activity, stream),
        };
        if (SizeLimit.Check(accepted) is { } tooLarge) return new(draft, Against: [tooLarge]);
        _context = _context.With(stream, draft.ActivityId, decision.Activity, decision.Claims);
        _accepted.Add(accepted);
        _byId.Add(draft.ActivityId, accepted);
        return new(draft, New: accepted);
    }

    /// <summary>
    /// A correction holds values of its target, and only with that is known which of them are personal.
    /// </summary>
    private string[] Personal(Activity activity, StreamKey stream) => activity is ICorrection about
        ? [.. about.PersonalFields(_context[stream].Find(about.TargetEventId)!.Activity)]
        : [.. PersonalFields.Of(activity)];

    /// <summary>Strictly later than the one before, so that the order of recording can be read off the times.</summary>
    private DateTimeOffset Stamp(Draft draft)
    {
        var next = LastRecordedAt.AddMicroseconds(1);
        var now = draft.Original?.RecordedAt ?? time.NowInStore();
        return LastRecordedAt = now > next ? now : next;
    }

    private static Rejection NotEmpty(DateTimeOffset last) =>
        new(RejectionKind.Conflict, "installation-not-empty",
            "Originals are kept only when restoring into an empty installation, in their order: this one has recorded "
            + $"until {last:O}. Import without preserving, or restore elsewhere.");

    /// <summary>What becomes of a draft if the rest of its request is fine.</summary>
    /// <param name="Draft">The draft.</param>
    /// <param name="New">It is a new entry.</param>
    /// <param name="First">It is on record already.</param>
    /// <param name="Pending">It repeats a draft of this transaction.</param>
    /// <param name="Against">It is refused.</param>
    private sealed record Verdict(
        Draft Draft, AcceptedEvent? New = null, StoredActivity? First = null, AcceptedEvent? Pending = null,
        IReadOnlyList<Rejection>? Against = null)
    {
        /// <summary>The reasons against it; a repetition is compared with what it repeats.</summary>
        public IReadOnlyList<Rejection> Rejections { get; } =
            Against
            ?? (First is not null ? Repetition.Of(Draft, First).Rejections
                : Pending is not null ? Repetition.Of(Draft, Pending.Recorded, Pending.Activity).Rejections : []);

        public RecordingResult Result() =>
            New is not null ? RecordingResult.Of(New.Recorded)
            : First is not null ? Repetition.Of(Draft, First)
            : Repetition.Of(Draft, Pending!.Recorded, Pending.Activity);
    }
}
