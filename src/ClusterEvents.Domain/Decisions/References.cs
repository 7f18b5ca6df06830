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
    /// A rejection for each reference to something that is not on record or was retracted, and for each city that was
    /// merged into another or no member by that day.
    /// </summary>
    public static IEnumerable<Rejection> Rejections(
        ActivityType type, Activity activity, StreamKey own, DecisionContext context)
    {
        bool Missing(StreamKey key) => key != own && !context[key].Stands;

        if (activity.ClusterId is { } cluster && Missing(new(StreamKinds.Cluster, cluster)))
            yield return Rejection.Unknown("cluster", cluster, "clusterId");
        foreach (var campaign in activity.CampaignIds ?? [])
        {
            var key = new StreamKey(StreamKinds.Campaign, campaign);
            if (Missing(key)) yield return Rejection.Unknown("campaign", campaign, "campaignIds");
            // Events that may be on any stream (sources, corrections) are allowed after the campaign's end.
            if (type.StreamKind is not null
                && context.State<ICampaignEdition>(key)?.LastDayOf(activity.ClusterId) is { } end
                && activity.Earliest() > end)
                yield return Concluded(campaign, end);
        }

        foreach (var (field, key) in Others(activity))
            if (Missing(key)) yield return Rejection.Unknown(context.Catalogue.Named(key.Kind), key.Id, field);
        if (activity is INamesItsStream { Itself: var (name, itself) } && itself != own)
            yield return Rejection.Rule("names-another-stream",
                $"It is added to `{own}`, and names `{itself}`. Name the same one in both places.", name);
        if (activity is IConcernsItsStream && activity.CityIds?.Any(city => city.Stream != own) == true)
            yield return Rejection.Rule("names-another-stream",
                $"It is about `{own}` alone. Omit `cityIds`.", "cityIds");
        foreach (var rejection in CityRejections(type, activity, own, context)) yield return rejection;
    }

    /// <summary>The rejection of an activity after the end of its campaign.</summary>
    internal static Rejection Concluded(string campaign, DateOnly end) => Rejection.Rule("campaign-concluded",
        $"`{campaign}` was concluded by {end:yyyy-MM-dd}; nothing later belongs to it.", "campaignIds");

    private static IEnumerable<Rejection> CityRejections(
        ActivityType type, Activity activity, StreamKey own, DecisionContext context)
    {
        // The day on which it takes effect counts; a rough date counts as every day that it may mean.
        var (first, last) = (activity.FirstDayOfEffect(), activity.LastDayOfEffect());
        // The members of an unknown cluster are not checked: the unknown cluster is rejected already.
        ImmutableArray<CityId>? members = type.Reach != Reach.RegistryOnly && type.StreamKind != StreamKinds.City
            && last is { } until && activity.ClusterId is { } id && context[new(StreamKinds.Cluster, id)].Stands
            ? context.MembersBetween(id, first, until) : null;
        var shown = (activity.CityIds ?? []).Concat(activity.GuestCityIds ?? []).ToHashSet();
        // Which cities a stream binds was decided when it began; the rules of the event type check them.
        var bound = context.State<IOutlastsMembership>(own);
        bool IsBound(CityId city) =>
            bound is not null && (bound.Concerns(city) || city == SubjectCities.SubjectOf(activity));

        foreach (var (field, city, mustBeMember) in Cities(activity))
        {
            var isMember = members?.Contains(city) == true;
            if (city.Stream != own && !context[city.Stream].Stands && !(isMember && !context[city.Stream].Exists))
                yield return Rejection.Unknown("city", city.Value, field);
            else if (IsBound(city)) continue;
            else if (type.StreamKind != StreamKinds.City
                && context.MergerOf(city) is { } merger && first is { } from && merger.From <= from)
                yield return Rejection.Rule("city-merged",
                    $"Since {merger.From:yyyy-MM-dd} `{city}` is a part of `{merger.Into}`. Name `{merger.Into}`; for "
                    + $"an earlier day `{city}` stands.", field);
            else if (mustBeMember && members is not null && !isMember && city != Changing(activity))
                yield return Rejection.Rule("city-not-a-member",
                    $"`{city}` was no member of `{activity.ClusterId}` on {last:yyyy-MM-dd}. Name it in "
                    + "`guestCityIds` if it was a guest, or record its membership first.", field);
            // Timelines follow `cityIds`, and rights are asked of them. Missing ones are another rejection.
            else if (mustBeMember && members is not null && activity.Scope == Scope.Campaign)
                yield return Rejection.Rule("city-left-out",
                    $"`{field}` names `{city}`, which scope Campaign leaves out. Choose scope Cluster or City.", "scope");
            else if (mustBeMember && members is not null && activity.CityIds is { Count: > 0 } && !shown.Contains(city))
                yield return Rejection.Rule("city-left-out",
                    $"`{field}` names `{city}`, so `cityIds` must contain it. Add it, or omit `cityIds`.", "cityIds");
        }
    }

    private static CityId? Changing(Activity activity) => activity is IChangesMembership one ? one.CityId : null;

    private static IEnumerable<(string Field, CityId City, bool MustBeMember)> Cities(Activity activity)
    {
        foreach (var city in activity.CityIds ?? []) yield return ("cityIds", city, true);
        foreach (var city in activity.GuestCityIds ?? []) yield return ("guestCityIds", city, false);
        foreach (var field in FieldsOf(activity))
        {
            var value = field.Get(activity);
            if (value is CityId one) yield return (field.Name, one, field.IsMember);
            if (value is Organisation { CityId: { } home })
                yield return ($"{field.Name}.cityId", home,
                    field.IsHost && activity.GuestCityIds?.Contains(home) != true);
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
            .Select(f => new Field(f.Name, f.IsMember, f.IsHost, f.Property)),
    ]);

    private static bool CanName(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var one
        && (one == typeof(CityId) || one == typeof(StreamKey) || one == typeof(Organisation)
            || one.IsAssignableTo(typeof(IEnumerable<CityId>)));

    private sealed record Field(string Name, bool IsMember, bool IsHost, PropertyInfo Property)
    {
        public object? Get(Activity activity) => Property.GetValue(activity);
    }
}
