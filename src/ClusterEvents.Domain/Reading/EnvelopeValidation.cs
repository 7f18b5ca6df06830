using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Reading;

/// <summary>Checks what a body must say of when, where and whose, whatever is on record.</summary>
public static class EnvelopeValidation
{
    internal const string CitiesRequired = "is required with scope City: name the cities, or choose scope Cluster";

    /// <summary>What is wrong with the envelope whatever is on record; also asked of a partial activity.</summary>
    public static void Check(ActivityType type, Activity activity, DateOnly today, string path, ValidationErrors errors)
    {
        // One error a field: what could not be read is not also missing.
        void Add(string field, string error)
        {
            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (!errors.At(at)) errors.Add(at, error);
        }

        // A registration may be undated, and a correction occurs on the day it is recorded.
        var dated = (type.StreamKind != StreamKinds.City || type.Opens != Opens.Always)
            && activity is not ICorrection;
        if (activity.OccurredOn is null && activity.Precision != Precision.Unknown && dated)
            Add("occurredOn", "is required, unless precision is Unknown");
        if (activity.OccurredOn > today)
            Add("occurredOn", $"lies in the future: today is {today:yyyy-MM-dd} in Asia/Ho_Chi_Minh");
        if (activity.OccurredOn == DateOnly.MinValue)
            Add("occurredOn", "is the first day of the calendar: leave it out, with precision Unknown");
        if (activity.ClusterId is { } cluster && !Slug.IsOne(cluster))
            Add("clusterId", "must be a cluster's key such as `cum-1-bca`");
        foreach (var campaign in activity.CampaignIds ?? [])
            if (!Slug.IsOne(campaign))
                Add("campaignIds", $"`{campaign}` is no campaign's key such as `vi-an-ninh-to-quoc-2022`");
        if (activity.Scope == Scope.Campaign && activity.CityIds is not null)
            Add("cityIds", "has no place with scope Campaign: leave it out, or choose scope City");
        if (activity.Scope == Scope.Campaign && activity.GuestCityIds is not null)
            Add("guestCityIds", "has no place with scope Campaign: leave it out, or choose scope City");
        if (activity.Scope == Scope.Campaign && type.Reach == Reach.CitiesOnly)
            Add("scope", $"{type.Name} is shown by cities only: choose Cluster or City");
        if (activity.Scope == Scope.City && activity.CityIds is null && type.Reach != Reach.RegistryOnly
            && SubjectCities.Of(activity).Count == 0)
            Add("cityIds", CitiesRequired);
        // Who may record is asked of `cityIds`, so the city that is acted for cannot be left out of them.
        if (activity is { Scope: Scope.City, CityIds: { } said } && type.Reach != Reach.RegistryOnly
            && SubjectCities.SubjectOf(activity) is { Value: not null } city && !said.Contains(city))
            Add("cityIds", $"must name `{city}`, or be left out");
    }
}
