using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The streams that an activity refers to: cities, a cluster, campaigns and others.</summary>
public static class References
{
    private static readonly ConcurrentDictionary<Type, Field[]> FieldsByType = new();

    /// <summary>The streams to load before the decision.</summary>
    public static IEnumerable<StreamKey> Streams(Activity activity)
    {
        if (activity.ClusterId is { } cluster) yield return new(StreamKinds.Cluster, cluster);
        foreach (var campaign in activity.CampaignIds ?? []) yield return new(StreamKinds.Campaign, campaign);
        foreach (var (_, city, _) in Cities(activity)) yield return city.Stream;
        foreach (var (_, key) in Others(activity)) yield return key;
        if (activity is ICorrection correction)
            foreach (var key in correction.MayName) yield return key;
    }

    /// <summary>
    /// A rejection for each reference that does not exist and each city that was not a member that day.
    /// </summary>
    public static IEnumerable<Rejection> Rejections(ActivityType type, Activity activity, StreamKey own, DecisionContext context)
    {
        bool Missing(StreamKey key) => key != own && !context[key].Exists;

        if (activity.ClusterId is { } cluster && Missing(new(StreamKinds.Cluster, cluster)))
            yield return Rejection.Unknown("cluster", cluster, "clusterId");
        foreach (var campaign in activity.CampaignIds ?? [])
        {
            var key = new StreamKey(StreamKinds.Campaign, campaign);
            if (Missing(key)) yield return Rejection.Unknown("campaign", campaign, "campaignIds");
            // Events that may be on any stream (sources, corrections) are allowed after the campaign's end.
            if (type.StreamKind is not null && context.State<ICampaignEdition>(key)?.LastDay is { } end
                && activity.Earliest() > end)
                yield return Rejection.Rule("campaign-concluded",
                    $"`{campaign}` was concluded by {end:yyyy-MM-dd}; nothing later belongs to it.", "campaignIds");
        }

        foreach (var (field, key) in Others(activity))
            if (Missing(key)) yield return Rejection.Unknown(context.Catalogue.Named(key.Kind), key.Id, field);
        if (activity is INamesItsStream { Itself: var (name, itself) } && itself != own)
            yield return Rejection.Rule("names-another-stream",
                $"It is added to `{own}`, and names `{itself}`. Name the same one in both places.", name);
        // The members of an unknown cluster are not checked: the unknown cluster is rejected already.
        ImmutableArray<CityId>? members = type.Reach != Reach.RegistryOnly && type.StreamKind != StreamKinds.City
            && activity.OccurredOn is { } day
            && activity.ClusterId is { } id && context[new(StreamKinds.Cluster, id)].Exists
            ? context.MembersOn(id, day) : null;
        // Which cities a stream binds was decided when it began; the rules of the event type check them.
        var bound = context.State<IOutlastsMembership>(own);
        bool NeedNotBeMember(CityId city) => city == Joining(activity)
            || (bound is not null && (bound.Concerns(city) || city == SubjectCities.SubjectOf(activity)));

        foreach (var (field, city, mustBeMember) in Cities(activity))
        {
            // A member is on record, because joining required it; resolved members are not loaded again.
            var isMember = members?.Contains(city) == true;
            if (!isMember && Missing(city.Stream)) yield return Rejection.Unknown("city", city.Value, field);
            else if (mustBeMember && members is not null && !isMember && !NeedNotBeMember(city))
                yield return Rejection.Rule("city-not-a-member",
                    $"`{city}` was no member of `{activity.ClusterId}` on {activity.OccurredOn:yyyy-MM-dd}. Name it in "
                    + "`guestCityIds` if it was a guest, or record its membership first.", field);
        }
    }

    private static CityId? Joining(Activity activity) => activity is IJoins joining ? joining.CityId : null;

    private static IEnumerable<(string Field, CityId City, bool MustBeMember)> Cities(Activity activity)
    {
        foreach (var city in activity.CityIds ?? []) yield return ("cityIds", city, true);
        foreach (var city in activity.GuestCityIds ?? []) yield return ("guestCityIds", city, false);
        foreach (var field in FieldsOf(activity))
        {
            var value = field.Get(activity);
            if (value is CityId one) yield return (field.Name, one, field.IsMember);
            if (value is Organisation { CityId: { } home }) yield return ($"{field.Name}.cityId", home, false);
            foreach (var city in value as IEnumerable<CityId> ?? []) yield return (field.Name, city, field.IsMember);
        }
    }

    private static IEnumerable<(string Field, StreamKey Key)> Others(Activity activity) =>
        FieldsOf(activity).Select(field => (field.Name, Key: field.Get(activity) as StreamKey?))
            .Where(field => field.Key is not null).Select(field => (field.Name, field.Key!.Value));

    /// <summary>The fields of an event type that can hold references.</summary>
    private static Field[] FieldsOf(Activity activity) => FieldsByType.GetOrAdd(activity.GetType(), static type =>
    [
        .. RecordReader.Of(type).Fields
            .Where(f => f.Property.DeclaringType != typeof(Activity) && CanName(f.Property.PropertyType))
            .Select(f => new Field(f.Name, f.IsMember, f.Property)),
    ]);

    private static bool CanName(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var one
        && (one == typeof(CityId) || one == typeof(StreamKey) || one == typeof(Organisation)
            || one.IsAssignableTo(typeof(IEnumerable<CityId>)));

    private sealed record Field(string Name, bool IsMember, PropertyInfo Property)
    {
        public object? Get(Activity activity) => Property.GetValue(activity);
    }
}
