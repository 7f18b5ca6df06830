using ClusterEvents.Recording.Binding;

namespace ClusterEvents.Recording;

/// <summary>
/// The rules of the envelope: what a body must say of when, where and whose, and how its gaps are filled.
/// </summary>
public static class Envelope
{
    private const string CitiesRequired = "is required with scope City: name the cities, or choose scope Cluster";

    /// <summary>What is wrong with the envelope whatever is on record; also asked of a partial activity.</summary>
    public static void Check(ActivityType type, Activity activity, DateOnly today, string path, Faults faults)
    {
        // One fault a field: what could not be read is not also missing.
        void Fault(string field, string fault)
        {
            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (!faults.At(at)) faults.Add(at, fault);
        }

        // A registration may be undated, and a correction occurs on the day it is recorded.
        var dated = (type.StreamKind != StreamKinds.City || type.Opening != Opening.Always)
            && activity is not ICorrection;
        if (activity.OccurredOn is null && activity.Precision != Precision.Unknown && dated)
            Fault("occurredOn", "is required, unless precision is Unknown");
        if (activity.OccurredOn > today)
            Fault("occurredOn", $"lies in the future: today is {today:yyyy-MM-dd} in Asia/Ho_Chi_Minh");
        if (activity.OccurredOn == DateOnly.MinValue)
            Fault("occurredOn", "is the first day of the calendar: leave it out, with precision Unknown");
        if (activity.ClusterId is { } cluster && !Slug.IsOne(cluster))
            Fault("clusterId", "must be a cluster's key such as `cum-1-bca`");
        foreach (var campaign in activity.CampaignIds ?? [])
            if (!Slug.IsOne(campaign))
                Fault("campaignIds", $"`{campaign}` is no campaign's key such as `vi-an-ninh-to-quoc-2022`");
        if (activity.Scope == Scope.Campaign && activity.CityIds is not null)
            Fault("cityIds", "has no place with scope Campaign: leave it out, or choose scope City");
        if (activity.Scope == Scope.Campaign && activity.GuestCityIds is not null)
            Fault("guestCityIds", "has no place with scope Campaign: leave it out, or choose scope City");
        if (activity.Scope == Scope.Campaign && type.Reach == Reach.CitiesOnly)
            Fault("scope", $"{type.Name} is shown by cities only: choose Cluster or City");
        if (activity.Scope == Scope.City && activity.CityIds is null && type.Reach != Reach.RegistryOnly
            && References.CitiesMeant(activity).Count == 0)
            Fault("cityIds", CitiesRequired);
        // Who may record is asked of `cityIds`, so the city that is acted for cannot be left out of them.
        if (activity is { Scope: Scope.City, CityIds: { } said } && type.Reach != Reach.RegistryOnly
            && References.CityActedFor(activity) is { Value: not null } city && !said.Contains(city))
            Fault("cityIds", $"must name `{city}`, or be left out");
    }

    /// <summary>The activity with its cluster, campaigns and cities filled in from what is known.</summary>
    public static (Activity Activity, IReadOnlyList<Refusal> Refusals) Resolve(
        Draft draft, StreamKey stream, Known known)
    {
        var sent = draft.Activity;
        if (sent.ClusterId is { } named && ClusterOf(stream, known) is { } own && named != own)
            return (sent, [Refusal.Rule("belongs-to-another-cluster", $"`{stream}` belongs to `{own}`.", "clusterId")]);
        var filled = sent with
        {
            ClusterId = sent.ClusterId ?? InheritedCluster(sent, stream, known),
            CampaignIds = CampaignsOf(sent, stream),
        };
        if (sent is ICorrection correction)
        {
            // It concerns whomever its target concerns, before and after it.
            var target = known[stream].Find(correction.TargetEventId)!;
            Activity[] concerned = [target.Activity, correction.Correct(target, known.Catalogue).Activity];
            return (filled with
            {
                OccurredOn = sent.OccurredOn ?? known.Today,
                ClusterId = filled.ClusterId ?? target.Activity.ClusterId,
                CityIds = Listed(concerned.SelectMany(one => one.CityIds ?? []).Distinct()),
                CampaignIds = Listed(concerned.SelectMany(one => one.CampaignIds ?? []).Distinct()),
            }, []);
        }

        if (stream.Kind == StreamKinds.City || draft.Type.Reach == Reach.RegistryOnly)
            return (filled with { CityIds = Listed(sent.CityIds ?? References.CitiesMeant(sent)) }, []);
        if (Missing(draft.Type, stream, filled) is { } missing) return (filled, [missing]);

        return filled.Scope switch
        {
            Scope.Cluster => ResolveMembers(filled, known),
            Scope.Campaign => (filled, []),
            _ => (filled with { CityIds = Listed(sent.CityIds ?? References.CitiesMeant(sent)) }, []),
        };
    }

    /// <summary>What a body may leave out where it is inherited, and the record never.</summary>
    public static Refusal? Missing(ActivityType type, StreamKey stream, Activity activity) =>
        stream.Kind == StreamKinds.City || type.Reach == Reach.RegistryOnly ? null
        : activity.ClusterId is null
            ? Refusal.Malformed("clusterId", "is required: whose activity is it? Such as `cum-1-bca`")
        : activity is { Scope: Scope.Campaign, CampaignIds: null or { Count: 0 } }
            ? Refusal.Malformed("campaignIds", "is required with scope Campaign") : null;

    /// <summary>The cities that a recorder must be allowed to record for.</summary>
    public static IReadOnlyCollection<CityId> CitiesActedFor(Activity activity, StreamKey stream, Known known)
    {
        // What belongs to no city needs all of them, whomever it obliges.
        if (activity.CityIds is not { Count: > 0 } named) return [];
        IEnumerable<Activity> obliging =
            activity is ICorrection correction && known[stream].Find(correction.TargetEventId) is { } target
                ? [target.Activity, correction.Correct(target, known.Catalogue).Activity] : [activity];
        return [.. named.Union(obliging.OfType<IObliges>().SelectMany(one => one.Obliged))];
    }

    /// <summary>The campaigns named, each once, with the one whose stream it is; null where there are none.</summary>
    public static IReadOnlyList<string>? CampaignsOf(Activity activity, StreamKey stream)
    {
        var named = (activity.CampaignIds ?? []).Distinct();
        string[] all = [.. stream.Kind == StreamKinds.Campaign ? named.Union([stream.Id]) : named];
        return all.Length == 0 ? null : all;
    }

    /// <summary>A list, or nothing where it is empty: an export that is sent again must be what was sent.</summary>
    private static T[]? Listed<T>(IEnumerable<T>? items) => items?.ToArray() is { Length: > 0 } some ? some : null;

    /// <summary>
    /// Why a cluster-wide activity cannot be of that day: no members then, or other cities named than the members.
    /// An export names the members it was resolved to; anything else than those would be another claim.
    /// </summary>
    private static Refusal? MembersRefusal(Activity activity, Known known)
    {
        if (activity.Scope != Scope.Cluster || activity.ClusterId is not { } cluster) return null;
        if (activity.OccurredOn is not { } day)
            return Refusal.Malformed("occurredOn", "is required with scope Cluster: membership is by day");
        var members = known.MembersOn(cluster, day);
        if (members.Length == 0 && known[new(StreamKinds.Cluster, cluster)].Exists)
            return Refusal.Rule("no-members-on-that-day",
                $"`{cluster}` has no members on record for {day:yyyy-MM-dd}. Record who had joined by then.",
                "occurredOn");
        return activity.CityIds is { } named && !named.ToHashSet().SetEquals(members)
            ? Refusal.Rule("cities-are-not-the-members",
                $"With scope Cluster the members on {day:yyyy-MM-dd} are meant: {string.Join(", ", members)}. Name "
                + "these, or choose scope City.", "cityIds")
            : null;
    }

    /// <summary>
    /// Why an entry of the record cannot have such cities. A request may leave out what is resolved, and an entry not:
    /// it would be on no timeline of a city.
    /// </summary>
    public static Refusal? CitiesRefusal(ActivityType type, Activity entry, Known known) => entry switch
    {
        _ when type.Reach == Reach.RegistryOnly => null,
        { Scope: Scope.Cluster } => MembersRefusal(entry with { CityIds = entry.CityIds ?? [] }, known),
        { Scope: Scope.City, CityIds: null or { Count: 0 } } => Refusal.Malformed("cityIds", CitiesRequired),
        _ => null,
    };

    private static (Activity, IReadOnlyList<Refusal>) ResolveMembers(Activity activity, Known known) =>
        MembersRefusal(activity, known) is { } refusal ? (activity, [refusal])
        : (activity with { CityIds = [.. known.MembersOn(activity.ClusterId!, activity.OccurredOn!.Value)] }, []);

    private static string? InheritedCluster(Activity activity, StreamKey stream, Known known) =>
        (activity.CampaignIds ?? []).Select(id => new StreamKey(StreamKinds.Campaign, id)).Prepend(stream)
            .Select(key => ClusterOf(key, known)).FirstOrDefault(cluster => cluster is not null);

    private static string? ClusterOf(StreamKey stream, Known known) =>
        stream.Kind == StreamKinds.Cluster ? stream.Id : known.State<IBelongsToCluster>(stream)?.ClusterId;

}
