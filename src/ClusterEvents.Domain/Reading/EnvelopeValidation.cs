using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading;

/// <summary>Validates the envelope fields that do not depend on what is on record.</summary>
public static class EnvelopeValidation
{
    /// <summary>Adds the errors of the envelope; also called for an activity that could be read only in part.</summary>
    public static void Check(ActivityType type, Activity activity, DateOnly today, string path, ValidationErrors errors)
    {
        // Report one error for each field: a field that could not be read is not reported as missing too.
        void Add(string field, Fault fault)
        {
            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (!errors.At(at)) errors.Add(at, fault);
        }

        // A registration may have no date, and a correction occurs on the day it is recorded.
        var dated = (type.StreamKind != StreamKinds.City || type.Opens != Opens.Always)
            && activity is not ICorrection;
        if (activity.OccurredOn is null && activity.Precision != Precision.Unknown && dated)
            Add("occurredOn", "date-not-known");
        // This year, quarter or month has begun, whatever day of it stands for the whole.
        if (activity.OccurredOn is { } day && UncertainDate.FirstDay(activity.Precision, day) > today)
            Add("occurredOn", InFuture(day, today));
        if (activity.EndsOn is { } last)
        {
            if (activity.Precision != Precision.Day || activity.OccurredOn is not { } first)
                Add("endsOn", "last-day-without-first");
            else if (last < first) Add("endsOn", new Fault("ends-before-it-begins", ("from", first), ("to", last)));
            if (last > today) Add("endsOn", InFuture(last, today));
        }

        if (activity is { LocalTime: { } time, DayPart: { } part } && !Includes(part, time))
            Add("localTime", new Fault("time-outside-part", ("time", time), ("part", part)));
        if (activity.OccurredOn == DateOnly.MinValue)
            Add("occurredOn", new Fault("no-real-day", ("day", DateOnly.MinValue)));
        if (activity.ClusterId is { } cluster && !Slug.IsOne(cluster))
            Add("clusterId", new Fault("not-a-key",
                ("value", cluster), ("kind", new KindOfStream(StreamKinds.Cluster)), ("example", "cum-1-bca")));
        foreach (var campaign in activity.CampaignIds ?? [])
            if (!Slug.IsOne(campaign))
                Add("campaignIds", new Fault("not-a-key",
                    ("value", campaign), ("kind", new KindOfStream(StreamKinds.Campaign)),
                    ("example", "vi-an-ninh-to-quoc-2022")));
        if (activity.Scope == Scope.Campaign && activity.CityIds is not null)
            Add("cityIds", new Fault("cities-with-campaign-scope", ("field", new NamedField("cityIds"))));
        if (activity.Scope == Scope.Campaign && activity.GuestCityIds is not null)
            Add("guestCityIds", new Fault("cities-with-campaign-scope", ("field", new NamedField("guestCityIds"))));
        if (activity.Scope == Scope.Campaign && type.Reach == Reach.CitiesOnly)
            Add("scope", "scope-not-campaign");
        if (activity.Scope == Scope.City && activity.CityIds is null && type.Reach != Reach.RegistryOnly
            && activity is not (IConcernsItsStream or IConcernsWholeStream { ConcernsWhole: true })
            && !NamedCities.AreAlwaysNamed(activity.GetType())
            && NamedCities.Concerned(activity).Count == 0)
            Add("cityIds", "cities-not-named");
    }

    /// <summary>The fault of a day that is still to come.</summary>
    public static Fault InFuture(DateOnly day, DateOnly today) =>
        new("date-in-future", ("day", day), ("today", today));

    /// <summary>Whether a time may be called a part of the day: around noon and in the evening usage differs.</summary>
    private static bool Includes(DayPart part, TimeOnly time) => part switch
    {
        DayPart.Morning => time.Hour < 13,
        DayPart.Afternoon => time.Hour is >= 11 and < 19,
        _ => time.Hour is >= 17 or < 4,
    };
}
