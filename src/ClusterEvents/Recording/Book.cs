using JasperFx.Events;

namespace ClusterEvents.Recording;

/// <summary>
/// The entries of one transaction while they are decided on, and the outcomes to report after its commit.
/// </summary>
internal sealed class Book(
    Known known, IReadOnlyDictionary<Guid, IEvent> earlier, TimeProvider time, DateTimeOffset lastRecordedAt)
{
    /// <summary>The characters from which on an entry is large: several times those of most.</summary>
    private const int Large = 8 * 1024;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<Guid, Entry> _byId = [];
    private readonly List<Verdict[]> _verdicts = [];
    private readonly HashSet<string> _claimsMet = new(StringComparer.Ordinal);
    private readonly Known _before = known;
    private Known _known = known;

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Whether nothing was refused.</summary>
    public bool AllAccepted => _verdicts.All(request => request.All(verdict => verdict.Refusals.Count == 0));

    /// <summary>The streams that were read and not changed, as they were.</summary>
    public IReadOnlyCollection<KeyValuePair<StreamKey, FoldedStream>> Read =>
        [.. _before.Streams.ExceptBy(_entries.Select(entry => entry.Stream), stream => stream.Key)];

    /// <summary>
    /// What entries would take: a correction's come to light only when the entry it is about is known.
    /// </summary>
    public IReadOnlySet<string> ClaimsMet => _claimsMet;

    public DateTimeOffset LastRecordedAt { get; private set; } = lastRecordedAt;

    /// <summary>The streams that the entries changed, as they are after the commit.</summary>
    public IEnumerable<KeyValuePair<StreamKey, FoldedStream>> Changed => StreamsOf(_entries);

    /// <summary>
    /// Those of them to remember. A stream that a large entry begins is read when something is added to it, which is
    /// seldom: many thousands of these, each with all of its text, would take gigabytes.
    /// </summary>
    public IEnumerable<KeyValuePair<StreamKey, FoldedStream>> Remembered =>
        StreamsOf(_entries.Where(entry => entry.Version > 1 || entry.Data.Length < Large));

    /// <summary>What the changed streams gave to look at later.</summary>
    public IReadOnlyList<Reminder> Reminders =>
        [.. Changed.Select(stream => (stream.Value.State as IReminds)?.Remind(stream.Key, _before[stream.Key].State))
            .OfType<Reminder>()];

    /// <summary>The stream that a draft starts when it names none.</summary>
    public static StreamKey NewStream(Draft draft) =>
        new(draft.Type.StreamKind!, draft.Type.IdOfNewStream?.Invoke(draft.Activity) ?? draft.ActivityId.ToString());

    /// <summary>Decides on one request. It enters with all of its drafts, or with none.</summary>
    public void Enter(IReadOnlyList<Draft> request)
    {
        var (knownBefore, countBefore, stampBefore) = (_known, _entries.Count, LastRecordedAt);
        Verdict[] verdicts = [.. request.Select(Decide)];
        _verdicts.Add(verdicts);
        if (verdicts.All(verdict => verdict.Refusals.Count == 0)) return;

        foreach (var entry in _entries.Skip(countBefore)) _byId.Remove(entry.Draft.ActivityId);
        _entries.RemoveRange(countBefore, _entries.Count - countBefore);
        (_known, LastRecordedAt) = (knownBefore, stampBefore);
    }

    /// <summary>
    /// For each request the outcome of each draft; to be asked after the commit, when positions are known.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Outcome>> Outcomes() =>
        [.. _verdicts.Select(request => request.Any(verdict => verdict.Refusals.Count > 0)
            ? request.Select(verdict => Outcome.Of(verdict.Refusals)).ToArray()
            : request.Select(verdict => verdict.Outcome()).ToArray())];

    private IEnumerable<KeyValuePair<StreamKey, FoldedStream>> StreamsOf(IEnumerable<Entry> entries) =>
        entries.Select(entry => entry.Stream).Distinct().Select(key => KeyValuePair.Create(key, _known[key]));

    private Verdict Decide(Draft draft)
    {
        // Asked first, so that nobody learns what another has recorded under an id.
        if (!draft.By.MaySendAs(draft.Source)) return new(draft, Against: [Decision.NotYourSource(draft)]);
        if (earlier.TryGetValue(draft.ActivityId, out var first)) return new(draft, First: first);
        if (_byId.TryGetValue(draft.ActivityId, out var pending)) return new(draft, Pending: pending);

        if (draft.Stream is null && draft.Activity is ICorrection about)
            return new(draft, Against: [Decision.UnknownActivity(draft, about.TargetEventId)]);
        var stream = draft.Stream ?? NewStream(draft);
        var decision = Decision.On(draft, stream, _known);
        _claimsMet.UnionWith(decision.Claims.Taken.Select(claim => claim.Text));
        if (decision.Refusals.Count > 0) return new(draft, Against: decision.Refusals);
        if (draft.Original is { } original && original.RecordedAt <= LastRecordedAt)
            return new(draft, Against: [NotEmpty(LastRecordedAt)]);

        var entry = new Entry(
            draft, stream, _known[stream].Version + 1, decision.Activity, decision.Claims, Stamp(draft))
        {
            Personal = Personal(decision.Activity, stream),
        };
        if (RecordedSize.Refusal(entry) is { } tooLarge) return new(draft, Against: [tooLarge]);
        _known = _known.With(stream, draft.ActivityId, decision.Activity, decision.Claims);
        _entries.Add(entry);
        _byId.Add(draft.ActivityId, entry);
        return new(draft, New: entry);
    }

    /// <summary>
    /// A correction holds values of its target, and only with that is known which of them are personal.
    /// </summary>
    private string[] Personal(Activity activity, StreamKey stream) => activity is ICorrection about
        ? [.. about.PersonalFields(_known[stream].Find(about.TargetEventId)!.Activity)]
        : [.. PersonalFields.Of(activity)];

    /// <summary>Strictly later than the one before, so that the order of recording can be read off the times.</summary>
    private DateTimeOffset Stamp(Draft draft)
    {
        var next = LastRecordedAt.AddMicroseconds(1);
        var now = draft.Original?.RecordedAt ?? time.NowInStore();
        return LastRecordedAt = now > next ? now : next;
    }

    private static Refusal NotEmpty(DateTimeOffset last) =>
        new(StatusCodes.Status409Conflict, "installation-not-empty",
            "Originals are kept only when restoring into an empty installation, in their order: this one has recorded "
            + $"until {last:O}. Import without preserving, or restore elsewhere.");

    /// <summary>What becomes of a draft if the rest of its request is fine.</summary>
    /// <param name="Draft">The draft.</param>
    /// <param name="New">It is a new entry.</param>
    /// <param name="First">It is on record already.</param>
    /// <param name="Pending">It repeats a draft of this transaction.</param>
    /// <param name="Against">It is refused.</param>
    private sealed record Verdict(
        Draft Draft, Entry? New = null, IEvent? First = null, Entry? Pending = null,
        IReadOnlyList<Refusal>? Against = null)
    {
        /// <summary>The reasons against it; a repetition is compared with what it repeats.</summary>
        public IReadOnlyList<Refusal> Refusals { get; } =
            Against
            ?? (First is not null ? Recordings.Repeat(Draft, First).Refusals
                : Pending is not null ? Recordings.Repeat(Draft, Pending.Recorded, Pending.Activity).Refusals : []);

        public Outcome Outcome() =>
            New is not null ? Recording.Outcome.Of(New.Recorded)
            : First is not null ? Recordings.Repeat(Draft, First)
            : Recordings.Repeat(Draft, Pending!.Recorded, Pending.Activity);
    }
}
