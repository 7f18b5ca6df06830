using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// Fills in the cluster, campaigns and cities of an envelope. A request may omit them if they follow from its stream
/// or scope; a stored event always has them.
/// </summary>
public static class EnvelopeResolution
{
    /// <summary>The activity with its cluster, campaigns and cities filled in.</summary>
    public static (Activity Activity, IReadOnlyList<Rejection> Rejections) Resolve(
        Draft draft, StreamKey stream, DecisionContext context)
    {
        var sent = draft.Activity;
        if (sent.ClusterId is { } named && ClusterOf(stream, context) is { } own && named != own)
            return (sent, [Rejection.Rule(new Fault("belongs-to-another-cluster",
                ("entry", stream), ("cluster", new StreamKey(StreamKinds.Cluster, own))), "clusterId")]);
        var filled = sent with
        {
            ClusterId = sent.ClusterId ?? InheritedCluster(sent, stream, context),
            CampaignIds = CampaignsOf(sent, stream) ?? InheritedCampaigns(draft, stream, context),
        };
        if (sent is ICorrection)
        {
            // A correction concerns the cities of its target, before and after the correction.
            Activity[] concerned = [.. Rights.Readings(sent, stream, context)];
            return (filled with
            {
                OccurredOn = sent.OccurredOn ?? context.Today,
                ClusterId = filled.ClusterId ?? concerned[0].ClusterId,
                CityIds = Listed(concerned.SelectMany(one => one.CityIds ?? []).Distinct()),
                CampaignIds = Listed(concerned.SelectMany(one => one.CampaignIds ?? []).Distinct()),
            }, []);
        }

        if (stream.Kind == StreamKinds.City || draft.Type.Reach == Reach.RegistryOnly)
            return (filled with { CityIds = Listed(sent.CityIds ?? CitiesNamed(sent, stream)) }, []);
        if (Missing(draft.Type, stream, filled) is { } missing) return (filled, [missing]);

        return filled.Scope switch
        {
            Scope.Cluster => ResolveMembers(filled, stream, context),
            Scope.Campaign => (filled, []),
            _ => ResolveNamed(filled, stream, context),
        };
    }

    /// <summary>
    /// The rejection of an activity whose required field could not be inherited either; null if complete.
    /// </summary>
    public static Rejection? Missing(ActivityType type, StreamKey stream, Activity activity) =>
        stream.Kind == StreamKinds.City || type.Reach == Reach.RegistryOnly ? null
        : activity.ClusterId is null && !(type.IsOpenToAllClusters && activity.Scope == Scope.Campaign)
            ? Rejection.Malformed("clusterId", new("choose-one", ("what", new FieldPhrase(type.Name, "clusterId"))))
        : activity is { Scope: Scope.Campaign, CampaignIds: null or { Count: 0 } }
            ? Rejection.Malformed("campaignIds", new("choose-one", ("what", new FieldPhrase(type.Name, "campaignIds"))))
            : null;

    /// <summary>The distinct campaigns named, including the one whose stream it is; null if there are none.</summary>
    public static IReadOnlyList<string>? CampaignsOf(Activity activity, StreamKey stream)
    {
        var named = (activity.CampaignIds ?? []).Distinct();
        string[] all = [.. stream.Kind == StreamKinds.Campaign ? named.Union([stream.Id]) : named];
        return all.Length == 0 ? null : all;
    }

    /// <summary>
    /// The items as an array; null if empty, so that an exported event equals the event that was sent.
    /// </summary>
    private static T[]? Listed<T>(IEnumerable<T>? items) => items?.ToArray() is { Length: > 0 } some ? some : null;

    /// <summary>
    /// The rejection of a cluster-wide activity if the cluster had no members that day, or if other cities than its
    /// members are named. An exported event names the members it was resolved to, so naming exactly them is accepted.
    /// </summary>
    private static Rejection? MembersRejection(Activity activity, StreamKey stream, DecisionContext context)
    {
        if (activity.Scope != Scope.Cluster || activity.ClusterId is not { } cluster) return null;
        if (activity.OccurredOn is not { } day)
            return Rejection.Malformed("occurredOn", "day-needed-for-cluster");
        var members = MembersOf(activity, context);
        if (members.Length == 0 && context[new(StreamKinds.Cluster, cluster)].Exists)
            return Rejection.Rule(new Fault("no-members-on-that-day",
                ("cluster", new StreamKey(StreamKinds.Cluster, cluster)), ("day", day)), "occurredOn");
        return activity.CityIds is { } named && !named.ToHashSet().SetEquals(members)
            && !named.ToHashSet().SetEquals(members.Union(WholeOf(activity, stream, context)))
            ? Rejection.Rule(new Fault("cities-are-not-the-members", ("day", day), ("cities", members)), "cityIds")
            : null;
    }

    /// <summary>
    /// The members that a cluster-wide activity stands for: those on its day or, if its date is rough and there are
    /// none on that day, those on any day that it may mean.
    /// </summary>
    private static ImmutableArray<CityId> MembersOf(Activity activity, DecisionContext context)
    {
        var (cluster, day) = (activity.ClusterId!, activity.OccurredOn!.Value);
        return context.MembersOn(cluster, day) is { Length: > 0 } members ? members
            : context.MembersBetween(cluster, activity.Earliest(), activity.Latest() ?? day);
    }

    /// <summary>
    /// The rejection of an entry without cities where they are required. A request may omit cities that can be
    /// resolved; a stored entry without cities would appear on no city's timeline.
    /// </summary>
    public static Rejection? CitiesRejection(
        ActivityType type, Activity entry, StreamKey stream, DecisionContext context) => entry switch
        {
            _ when type.Reach == Reach.RegistryOnly => null,
            { Scope: Scope.Cluster } => MembersRejection(entry with { CityIds = entry.CityIds ?? [] }, stream, context),
            { Scope: Scope.City, CityIds: null or { Count: 0 } } => Rejection.Malformed("cityIds", "cities-not-named"),
            _ => null,
        };

    private static (Activity, IReadOnlyList<Rejection>) ResolveMembers(
        Activity activity, StreamKey stream, DecisionContext context) =>
        MembersRejection(activity, stream, context) is { } rejection ? (activity, [rejection])
        : (activity with { CityIds = [.. MembersOf(activity, context).Union(WholeOf(activity, stream, context))] }, []);

    private static (Activity, IReadOnlyList<Rejection>) ResolveNamed(
        Activity activity, StreamKey stream, DecisionContext context)
    {
        var cities = activity.CityIds
            ?? Listed(CitiesNamed(activity, stream).Union(WholeOf(activity, stream, context)));
        return cities is null && activity is IConcernsWholeStream
            ? (activity, [Rejection.Malformed("cityIds", "cities-not-named")])
            : (activity with { CityIds = cities }, []);
    }

    /// <summary>
    /// The cities that an activity about the whole of its stream concerns: those of the first entry that are members on
    /// the day, or that the stream still binds. None for other activities.
    /// </summary>
    internal static IEnumerable<CityId> WholeOf(Activity activity, StreamKey stream, DecisionContext context)
    {
        if (activity is not IConcernsWholeStream { ConcernsWhole: true } || activity.ClusterId is not { } cluster
            || context[stream].Current.FirstOrDefault()?.CityIds is not { } cities) return [];
        if (activity.LastDayOfEffect() is not { } last) return cities;
        var members = context.MembersBetween(cluster, activity.FirstDayOfEffect(), last);
        var bound = context.State<IOutlastsMembership>(stream);
        return cities.Where(city => bound?.Concerns(city) == true || members.Contains(city));
    }

    /// <summary>The cities that an activity names in its own fields, or the city whose stream it is on.</summary>
    private static IReadOnlyList<CityId> CitiesNamed(Activity activity, StreamKey stream) =>
        activity is IConcernsItsStream ? [new(stream.Id)] : NamedCities.Concerned(activity);

    /// <summary>The campaigns of the stream's first entry, which an activity added to it takes over.</summary>
    private static string[]? InheritedCampaigns(Draft draft, StreamKey stream, DecisionContext context) =>
        draft.Activity is ICorrection || draft.Type.Reach != Reach.CitiesAndCampaigns ? null
            : Listed(context[stream].Current.FirstOrDefault()?.CampaignIds);

    private static string? InheritedCluster(Activity activity, StreamKey stream, DecisionContext context) =>
        (activity.CampaignIds ?? []).Select(id => new StreamKey(StreamKinds.Campaign, id)).Prepend(stream)
            .Select(key => ClusterOf(key, context)).FirstOrDefault(cluster => cluster is not null);

    private static string? ClusterOf(StreamKey stream, DecisionContext context) =>
        stream.Kind == StreamKinds.Cluster ? stream.Id : context.State<IBelongsToCluster>(stream)?.ClusterId;
}
