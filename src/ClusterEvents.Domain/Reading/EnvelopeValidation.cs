using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Reading;

/// <summary>Validates the envelope fields that do not depend on what is on record.</summary>
public static class EnvelopeValidation
{
    internal const string CitiesRequired = "is required with scope City: name the cities, or choose scope Cluster";

    /// <summary>Adds the errors of the envelope; also called for an activity that could be read only in part.</summary>
    public static void Check(ActivityType type, Activity activity, DateOnly today, string path, ValidationErrors errors)
    {
        // Report one error for each field: a field that could not be read is not reported as missing too.
        void Add(string field, string error)
        {
            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (!errors.At(at)) errors.Add(at, error);
        }

        // A registration may have no date, and a correction occurs on the day it is recorded.
        var dated = (type.StreamKind != StreamKinds.City || type.Opens != Opens.Always)
            && activity is not ICorrection;
        if (activity.OccurredOn is null && activity.Precision != Precision.Unknown && dated)
            Add("occurredOn", "is required, unless precision is Unknown");
        // This year, quarter or month has begun, whatever day of it stands for the whole.
        if (activity.OccurredOn is { } day && UncertainDate.FirstDay(activity.Precision, day) > today)
            Add("occurredOn", $"lies in the future: today is {today:yyyy-MM-dd} in Asia/Ho_Chi_Minh");
        if (activity.EndsOn is { } last)
        {
            if (activity.Precision != Precision.Day || activity.OccurredOn is not { } first)
                Add("endsOn", "needs the first day in `occurredOn`, with precision Day");
            else if (last < first) Add("endsOn", $"is before the first day, {first:yyyy-MM-dd}: change one of them");
            if (last > today)
                Add("endsOn", $"lies in the future: today is {today:yyyy-MM-dd} in Asia/Ho_Chi_Minh");
        }

        if (activity is { LocalTime: { } time, DayPart: { } part } && !Includes(part, time))
            Add("localTime", $"{time:HH:mm} is not in the {part}: correct the time, or the part of the day");
        if (activity.OccurredOn == DateOnly.MinValue)
            Add("occurredOn", "cannot be the first day of the calendar: omit it and set precision to Unknown");
        if (activity.ClusterId is { } cluster && !Slug.IsOne(cluster))
            Add("clusterId", "must be a cluster key such as `cum-1-bca`");
        foreach (var campaign in activity.CampaignIds ?? [])
            if (!Slug.IsOne(campaign))
                Add("campaignIds", $"`{campaign}` is no campaign's key such as `vi-an-ninh-to-quoc-2022`");
        if (activity.Scope == Scope.Campaign && activity.CityIds is not null)
            Add("cityIds", "is not allowed with scope Campaign: omit it, or choose scope City");
        if (activity.Scope == Scope.Campaign && activity.GuestCityIds is not null)
            Add("guestCityIds", "is not allowed with scope Campaign: omit it, or choose scope City");
        if (activity.Scope == Scope.Campaign && type.Reach == Reach.CitiesOnly)
            Add("scope", $"{type.Name} appears on city timelines only: choose Cluster or City");
        if (activity.Scope == Scope.City && activity.CityIds is null && type.Reach != Reach.RegistryOnly
            && activity is not (IConcernsItsStream or IConcernsWholeStream { ConcernsWhole: true })
            && !NamedCities.AreAlwaysNamed(activity.GetType())
            && NamedCities.Concerned(activity).Count == 0)
            Add("cityIds", CitiesRequired);
    }

    /// <summary>Whether a time may be called a part of the day: around noon and in the evening usage differs.</summary>
    private static bool Includes(DayPart part, TimeOnly time) => part switch
    {
        DayPart.Morning => time.Hour < 13,
        DayPart.Afternoon => time.Hour is >= 11 and < 19,
        _ => time.Hour is >= 17 or < 4,
    };
}
