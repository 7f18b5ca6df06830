using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// Whether a recorder may record an activity: a pure function of the recorder, the activity with its envelope resolved,
/// and what is on record. Which <see cref="Right"/> a type of event takes and what a field says of a city is declared
/// with them; nothing here knows a type.
/// </summary>
internal static class Rights
{
    /// <summary>The refusal; null if the recorder may record it.</summary>
    public static Rejection? Refusal(
        Recorder by, ActivityType type, Activity activity, StreamKey stream, DecisionContext context)
    {
        if (by.ForAllCities) return null;
        if (type.Right != Right.Target) return new Question(by, stream, context).Refusal(type, activity);
        var asked = new Question(by, stream, WithoutTarget(activity, stream, context));
        return Readings(activity, stream, context)
            .Select(reading => asked.Refusal(context.Catalogue.TypeOf(reading), reading))
            .FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>The target of a correction before and after it.</summary>
    public static IEnumerable<Activity> Readings(Activity activity, StreamKey stream, DecisionContext context) =>
        activity is ICorrection correction && context[stream].Find(correction.TargetEventId) is { } target
            ? [target.Activity, correction.Correct(target, context.Catalogue).Activity] : [];

    /// <summary>
    /// What is on record without the target of a correction: an entry gives nobody the right to change it, as that of a
    /// handover does not to the new lead.
    /// </summary>
    private static DecisionContext WithoutTarget(Activity activity, StreamKey key, DecisionContext context)
    {
        var stream = context[key];
        var at = stream.Entries.FindIndex(entry => entry.ActivityId == (activity as ICorrection)?.TargetEventId);
        if (at < 0) return context;
        var entries = stream.Entries.SetItem(at, stream.Entries[at] with { Retracted = true });
        var state = context.Catalogue.StateOf(key.Kind, context.Catalogue.InOrder(entries));
        return context with { Streams = context.Streams.SetItem(key, new(stream.Version, state, entries)) };
    }

    /// <summary>What one recorder may record on one stream.</summary>
    private sealed class Question(Recorder by, StreamKey key, DecisionContext context)
    {
        private readonly StreamSnapshot _stream = context[key];

        public Rejection? Refusal(ActivityType type, Activity activity)
        {
            if (TakesAnothersKey(type, activity) is { } key) return NotYourKey(key);
            if (Permits(type, activity))
                return activity is ICorrection || IsConcerned(activity) ? null : NotYourStream();
            if (type.Right == Right.ClusterForOthers && JudgesOwn(activity))
                return NotForOwn(type, Judged(activity).Where(Covers));
            if (type.Right is Right.Whole or Right.PartOrWhole or Right.Host && _stream.Exists)
                return IsConcerned(activity) ? NotForAll() : NotYourStream();
            return NotAllowed(type, activity);
        }

        private bool Permits(ActivityType type, Activity activity) => type.Right switch
        {
            Right.EachCity => IsEachCitys(activity) || GoesWithOwnMeeting(activity),
            Right.Host => (Hosts(activity) || IsEachCitys(activity)) && (!_stream.Exists || IsWholes(activity)),
            Right.OwnPart when !NamedCities.Of(activity).Any() => IsWholes(activity),
            Right.OwnPart => Covers(NamedCities.Of(activity).Select(one => one.City)) && IsEachCitys(activity),
            Right.PartOrWhole => (activity.Scope == Scope.City && Covers(Cities(activity))
                && Cities(activity).All(HasPart)) || IsWholes(activity),
            Right.Whole => IsWholes(activity),
            Right.OwnWord => Covers(Acting(activity)),
            Right.Peers => Covers(Acting(activity)) && IsEachCitys(activity, withoutJudged: true),
            Right.EachCityOrCluster => IsEachCitys(activity) || SpeaksForCluster(activity),
            Right.Cluster => Leads(activity),
            Right.ClusterForOthers => Leads(activity) && !JudgesOwn(activity),
            _ => false,
        };

        /// <summary>
        /// Whether it is of the recorder's cities alone; beyond scope City it speaks for the cluster. Whoever hosts
        /// acts, also as a guest.
        /// </summary>
        private bool IsEachCitys(Activity activity, bool withoutJudged = false) => activity.Scope == Scope.City
            ? Covers(withoutJudged ? Named(activity).Except(Judged(activity)) : Named(activity))
            : SpeaksForCluster(activity);

        /// <summary>
        /// Whether it goes with a meeting that the recorder hosts: one of the same cluster, and of nobody beyond it. A
        /// meeting of the host alone lets it say nothing about others.
        /// </summary>
        private bool GoesWithOwnMeeting(Activity activity) =>
            activity is IAccompanies { RelatedTo: { } key } && Hosted(context[key]) is { } meeting
            && meeting.ClusterId == activity.ClusterId
            && (meeting.Scope != Scope.City || (activity.Scope == Scope.City
                && Named(activity).Except(NamedCities.All(meeting)).All(Covers)));

        /// <summary>
        /// Whether it could have begun the stream, on the day of the activity, and the activity concerns nobody beyond.
        /// </summary>
        private bool IsWholes(Activity activity)
        {
            if (!_stream.Exists) return false;
            var opening = _stream.Entries[0].Activity;
            var type = context.Catalogue.TypeOf(opening);
            var began = new Question(by, key, context with { Streams = context.Streams.Remove(key) });
            return began.Permits(type, OnDayOf(activity, opening))
                && (IsWithin(activity, opening) || IsEachCitys(activity));
        }

        /// <summary>The first activity of the stream as one of the day, and the cluster, of another.</summary>
        private static Activity OnDayOf(Activity activity, Activity opening) => (activity.OccurredOn is null ? opening
            : opening with
            {
                OccurredOn = activity.OccurredOn,
                Precision = activity.Precision,
                EndsOn = activity.EndsOn,
            }) with
        {
            ClusterId = opening.ClusterId ?? activity.ClusterId,
        };

        /// <summary>Whether an activity is only where the first of its stream is.</summary>
        private bool IsWithin(Activity activity, Activity opening) =>
            opening.Scope != Scope.City
            || (activity.Scope == Scope.City && !Cities(activity).Except(Cities(opening)).Any())
            || (activity.Scope == Scope.Campaign && activity.CampaignIds is [var one]
                && new StreamKey(StreamKinds.Campaign, one) == key);

        /// <summary>
        /// Whether the stream concerns one of the recorder's cities, otherwise than as a guest: its first event names
        /// it. A stream without cities is the cluster's or the campaign's, to which all add what is their own.
        /// </summary>
        private bool IsConcerned(Activity activity)
        {
            if (!_stream.Exists) return true;
            var opening = _stream.Entries[0].Activity;
            CityId[] own = key.Kind == StreamKinds.City ? [new(key.Id)] : [];
            CityId[] named = [.. own, .. Cities(opening)];
            return named.Length == 0 || named.Any(Covers) || Leads(OnDayOf(activity, opening))
                || (opening is IAccompanies { RelatedTo: { } meeting } && Hosted(context[meeting]) is not null);
        }

        /// <summary>
        /// Whether a city has a part of its own in the stream: what an entry says of it alone, rather than of the whole
        /// cluster.
        /// </summary>
        private bool HasPart(CityId city) => key == city.Stream
            || context.State<IOutlastsMembership>(key)?.Concerns(city) == true
            || _stream.Current.Any(entry => context.Catalogue.TypeOf(entry).StreamKind is not null
                && (entry.Scope == Scope.City ? Cities(entry) : Fields(entry).Select(one => one.City)).Contains(city));

        /// <summary>Whether the recorder is the host of an activity, and no guest of it.</summary>
        private bool Hosts(Activity activity) =>
            Fields(activity).Any(one => one.Role == CityRole.Hosts && Covers(one.City));

        /// <summary>A meeting that stands and that the recorder hosts, as last recorded; null otherwise.</summary>
        private Activity? Hosted(StreamSnapshot meeting) => meeting.Stands
            && meeting.Current.LastOrDefault(entry => Fields(entry).Any(one => one.Role == CityRole.Hosts)) is { } held
            && Hosts(held) ? held : null;

        /// <summary>
        /// Whether the recorder speaks for the cluster in it. What one unit does by itself, such as to issue a
        /// directive, is that unit's.
        /// </summary>
        private bool SpeaksForCluster(Activity activity) => Leads(activity)
            && Fields(activity).Where(one => one is { Role: CityRole.Acts, IsAlone: true })
                .All(one => Covers(one.City));

        /// <summary>
        /// Whether the recorder's unit leads the cluster on each day on which the activity may have occurred.
        /// </summary>
        private bool Leads(Activity activity)
        {
            if (activity is not { ClusterId: { } id, OccurredOn: { } day }) return false;
            DateOnly[] days = [activity.Earliest() ?? day, day, activity.Latest() ?? day];
            return days.All(one => context.LeadOn(id, one) is { } lead && Covers(lead));
        }

        /// <summary>
        /// What is wrong with the key of a new stream: it begins with that of another city of the cluster, or of the
        /// cluster itself. A city alone puts its own before what a name gives, which its cluster or ministry may need.
        /// </summary>
        private Fault? TakesAnothersKey(ActivityType type, Activity activity)
        {
            if (_stream.Exists || activity.ClusterId is not { } id) return null;
            var cities = context.State<IMembership>(new(StreamKinds.Cluster, id))?.Cities ?? [];
            if (cities.FirstOrDefault(city => IsKeyOf(city.Value) && !Covers(city)) is { Value: not null } other)
                return new("key-of-another-city", ("value", key.Id), ("city", other));
            if (activity.Scope != Scope.City || Leads(activity)) return null;
            return Own is [var own, ..] && (IsKeyOf(id) || (type.IdOfNewStream is not null && !by.Cities.Any(IsKeyOf)))
                ? new("key-without-own-city", ("value", key.Id), ("example", $"{own}-{key.Id}")) : null;
        }

        private bool IsKeyOf(string owner) =>
            key.Id == owner || key.Id.StartsWith($"{owner}-", StringComparison.Ordinal);

        private bool JudgesOwn(Activity activity) => Judged(activity).Any(Covers);

        private bool Covers(CityId city) => by.MayRecordFor([city]);

        private bool Covers(IEnumerable<CityId> cities) => by.MayRecordFor([.. cities]);

        private static IEnumerable<NamedCity> Fields(Activity activity) =>
            NamedCities.Of(activity).Where(one => !one.IsGuest);

        /// <summary>The cities that it concerns, otherwise than as guests.</summary>
        private static IEnumerable<CityId> Cities(Activity activity) =>
            (activity.CityIds ?? []).Union(Fields(activity).Select(one => one.City));

        /// <summary>The cities that it concerns, and whom its own fields name as a guest: a host.</summary>
        private static IEnumerable<CityId> Named(Activity activity) =>
            Cities(activity).Union(NamedCities.Of(activity).Select(one => one.City));

        private static IEnumerable<CityId> Acting(Activity activity) =>
            Fields(activity).Where(one => one.Acts).Select(one => one.City);

        private static IEnumerable<CityId> Judged(Activity activity) =>
            Fields(activity).Where(one => one.Role == CityRole.Judged).Select(one => one.City);

        private Rejection NotAllowed(ActivityType type, Activity activity)
        {
            CityId[] others = [.. (type.Right == Right.Peers ? Acting(activity) : Named(activity))
                .Where(city => !Covers(city))];
            var isOfCities = activity.Scope == Scope.City && others.Length > 0
                && type.Right is not (Right.Cluster or Right.ClusterForOthers or Right.Office);
            return Refused(isOfCities ? NotYours(others)
                : type.Right == Right.Office ? "needs-the-office" : NeedsTheCluster(activity));
        }

        private Fault NotYours(CityId[] others) => Own.Length == 0 ? new("no-city-of-yours", ("city", others))
            : new("not-your-city", ("own", Own), ("city", others));

        /// <summary>The fault of recording for the cluster, with the lead of that day where it is on record.</summary>
        private Fault NeedsTheCluster(Activity activity)
        {
            var lead = activity is { ClusterId: { } id, OccurredOn: { } day } ? context.LeadOn(id, day) : null;
            return new("needs-the-cluster", ("year", lead is null ? null : activity.OccurredOn?.Year), ("lead", lead));
        }

        private CityId[] Own => [.. by.Cities.Order(StringComparer.Ordinal).Select(city => new CityId(city))];

        private static Rejection Refused(Fault fault) => new(RejectionKind.NotAllowed, "not-your-city", fault);

        private Rejection NotForAll() => Refused(new("needs-all-concerned", ("entry", key)));

        /// <summary>No one finalises the own score or awards the own commendation.</summary>
        private static Rejection NotForOwn(ActivityType type, IEnumerable<CityId> own) => Refused(new("not-your-own",
            ("city", own.ToArray()), ("what", new Deed(type.StreamKind!))));

        private Rejection NotYourStream() => new(RejectionKind.NotAllowed, "not-your-stream",
            new("not-your-thing", ("entry", key)));

        private static Rejection NotYourKey(Fault fault) => new(RejectionKind.NotAllowed, "not-your-stream", fault);
    }
}
