using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The streams that an activity refers to: cities, a cluster, campaigns and others.</summary>
public static class References
{
    private static readonly ConcurrentDictionary<Type, FieldReader[]> FieldsByType = new();

    /// <summary>The streams to load before the decision.</summary>
    public static IEnumerable<StreamKey> Streams(Activity activity)
    {
        if (activity.ClusterId is { } cluster) yield return new(StreamKinds.Cluster, cluster);
        foreach (var campaign in activity.CampaignIds ?? []) yield return new(StreamKinds.Campaign, campaign);
        foreach (var one in Cities(activity)) yield return one.City.Stream;
        foreach (var (_, key) in Others(activity)) yield return key;
        if (activity is ICorrection correction)
            foreach (var key in correction.MayName) yield return key;
    }

    /// <summary>
    /// A rejection for each reference to something that is not on record or was retracted, and for each city that was
    /// merged into another or no member by that day.
    /// </summary>
    /// <param name="type">The type of the activity.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="own">Its stream.</param>
    /// <param name="context">The streams that it refers to.</param>
    /// <param name="entry">The entry on record in whose place it stands; null for a new one.</param>
    public static IEnumerable<Rejection> Rejections(
        ActivityType type, Activity activity, StreamKey own, DecisionContext context, EntryState? entry = null)
    {
        bool Missing(StreamKey key) => key != own && !context[key].Stands;

        if (activity.ClusterId is { } cluster && Missing(new(StreamKinds.Cluster, cluster)))
            yield return Rejection.Unknown("cluster", cluster, "clusterId");
        // The first entry of a stream follows from nothing, whatever it is corrected to.
        var first = context[own].Entries.Find(one => !one.Retracted);
        var inherited = first is null || first == entry ? [] : first.Activity.CampaignIds ?? [];
        foreach (var campaign in activity.CampaignIds ?? [])
        {
            var key = new StreamKey(StreamKinds.Campaign, campaign);
            if (Missing(key)) yield return Rejection.Unknown("campaign", campaign, "campaignIds");
            if (activity.ClusterId is { } of && !Missing(new(StreamKinds.Cluster, of))
                && context.State<ICampaignEdition>(key) is { } edition
                && !edition.IsOpenTo(of, context.State<IMembership>(new(StreamKinds.Cluster, of))?.GoverningBody))
                yield return Rejection.Rule("belongs-to-another-cluster", new Fault("campaign-not-open-to-cluster",
                    ("entry", key), ("cluster", new StreamKey(StreamKinds.Cluster, of))), "campaignIds");
            // Events that may be on any stream (sources, corrections) are allowed after the campaign's end, and so is
            // what follows from an activity of the campaign.
            if (type.StreamKind is not null && !inherited.Contains(campaign)
                && context.State<ICampaignEdition>(key)?.LastDayOf(activity.ClusterId) is { } end
                && activity.Earliest() > end)
                yield return Concluded(campaign, end);
        }

        foreach (var (field, key) in Others(activity))
            if (Missing(key)) yield return Rejection.Unknown(context.Catalogue.Named(key.Kind), key.Id, field);
        if (activity is INamesItsStream { Itself: var (name, itself) } && itself != own)
            yield return Rejection.Rule("names-another-stream",
                new Fault("names-another-thing", ("own", own), ("named", itself)), name);
        if (activity is IConcernsItsStream && activity.CityIds?.Any(city => city.Stream != own) == true)
            yield return Rejection.Rule("names-another-stream",
                new Fault("only-its-own-city", ("city", new CityId(own.Id))), "cityIds");
        foreach (var rejection in CityRejections(type, activity, own, context)) yield return rejection;
    }

    /// <summary>The rejection of an activity after the end of its campaign.</summary>
    internal static Rejection Concluded(string campaign, DateOnly end) => Rejection.Rule(
        new Fault("campaign-concluded", ("entry", new StreamKey(StreamKinds.Campaign, campaign)), ("day", end)),
        "campaignIds");

    private static IEnumerable<Rejection> CityRejections(
        ActivityType type, Activity activity, StreamKey own, DecisionContext context)
    {
        // The day on which it takes effect counts; a rough date counts as every day that it may mean.
        var (first, last) = (activity.FirstDayOfEffect(), activity.LastDayOfEffect());
        // The members of an unknown cluster are not checked: the unknown cluster is rejected already.
        ImmutableArray<CityId>? members = type.Reach != Reach.RegistryOnly && type.StreamKind != StreamKinds.City
            && last is { } until && activity.ClusterId is { } id && context[new(StreamKinds.Cluster, id)].Stands
            ? context.MembersBetween(id, first, until) : null;
        // Which cities a stream binds was decided when it began; the rules of the event type check them.
        var bound = context.State<IOutlastsMembership>(own);
        bool IsBound(NamedCity one) =>
            bound is not null && (bound.Concerns(one.City) || IsAboutOne(activity, one.City));
        var isOfCluster = type.Reach != Reach.RegistryOnly && type.StreamKind != StreamKinds.City;

        foreach (var one in Cities(activity))
        {
            var (field, city) = (one.Field, one.City);
            var isMember = members?.Contains(city) == true;
            if (city.Stream != own && !context[city.Stream].Stands && !(isMember && !context[city.Stream].Exists))
                yield return Rejection.Unknown("city", city.Value, field);
            else if (type.StreamKind != StreamKinds.City && !IsBound(one)
                && context.MergerOf(city) is { } merger && first is { } from && merger.From <= from)
                yield return Rejection.Rule(merger.Fault(city), field);
            else if (one.IsGuest || !isOfCluster) continue;
            else if (!IsBound(one) && members is not null && !isMember && city != Changing(activity))
                yield return Rejection.Rule(
                    "city-not-a-member", NoMember(type, city, activity.ClusterId!, last!.Value, context), field);
            // Timelines follow `cityIds`. Missing ones are another rejection.
            else if (activity.Scope == Scope.Campaign)
                yield return Rejection.Rule("city-left-out",
                    new Fault("city-outside-campaign-scope", ("field", new NamedField(field)), ("city", city)),
                    "scope");
            else if (activity.CityIds is { Count: > 0 } shown && !shown.Contains(city))
                yield return Rejection.Rule(
                    new Fault("city-left-out", ("field", new NamedField(field)), ("city", city)), "cityIds");
        }

        CityId[] missing = [.. EnvelopeResolution.WholeOf(activity, own, context).Except(activity.CityIds ?? [])];
        if (missing.Length > 0)
            yield return Rejection.Rule("city-left-out",
                new Fault("cities-left-out", ("entry", own), ("cities", missing)), "cityIds");

        foreach (var rejection in GuestRejections(type, activity)) yield return rejection;
    }

    /// <summary>The rejection of guests where there are none, as at a correction.</summary>
    internal static IEnumerable<Rejection> GuestRejections(ActivityType type, Activity activity) =>
        type.TakesGuests || activity.GuestCityIds is not { Count: > 0 } ? []
            : [Rejection.Rule(new Fault("guests-not-allowed"), "guestCityIds")];

    /// <summary>A city that was no member on a day, and when it had left.</summary>
    private static Fault NoMember(
        ActivityType type, CityId city, string cluster, DateOnly day, DecisionContext context)
    {
        var key = new StreamKey(StreamKinds.Cluster, cluster);
        return new(type.TakesGuests ? "city-not-a-member" : "city-was-no-member",
            ("city", city), ("cluster", key), ("day", day),
            ("until", context.State<IMembership>(key)?.LeftOn(city, day)));
    }

    /// <summary>Whether an activity names one city alone in its own fields, and it is this one.</summary>
    private static bool IsAboutOne(Activity activity, CityId city) =>
        NamedCities.Of(activity).ToArray() is [{ IsAlone: true } only] && only.City == city;

    private static CityId? Changing(Activity activity) => activity is IChangesMembership one ? one.CityId : null;

    /// <summary>The cities that the envelope and the activity's own fields name.</summary>
    private static IEnumerable<NamedCity> Cities(Activity activity) =>
        (activity.CityIds ?? []).Select(city => new NamedCity("cityIds", city, CityRole.Acts, IsAlone: false))
            .Concat((activity.GuestCityIds ?? []).Select(
                city => new NamedCity("guestCityIds", city, CityRole.Guest, IsAlone: false)))
            .Concat(NamedCities.Of(activity));

    private static IEnumerable<(string Field, StreamKey Key)> Others(Activity activity) =>
        FieldsOf(activity).Select(field => (field.Name, Key: field.Property.GetValue(activity) as StreamKey?))
            .Where(field => field.Key is not null).Select(field => (field.Name, field.Key!.Value));

    /// <summary>The fields of an event type that can hold the keys of streams.</summary>
    private static FieldReader[] FieldsOf(Activity activity) => FieldsByType.GetOrAdd(activity.GetType(), static type =>
    [
        .. RecordReader.Of(type).Fields.Where(field => !field.IsOfEnvelope
            && (Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType)
                == typeof(StreamKey)),
    ]);
}
