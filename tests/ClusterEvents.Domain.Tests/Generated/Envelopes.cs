using ClusterEvents.Domain.Model;
using FsCheck;
using FsCheck.Fluent;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>What an activity says of when, where and whose.</summary>
internal static class Envelopes
{
    private static readonly Gen<IReadOnlyList<Source>?> Sources = Gen.Frequency(
        (4, Gen.Constant((IReadOnlyList<Source>?)null)),
        (1, Gen.Constant((IReadOnlyList<Source>?)[new Source("Công an Cần Thơ", null, null, null, "Văn Đức", null)])));

    private static readonly Gen<IReadOnlyList<string>?> Campaigns = Gen.Frequency(
        (4, Gen.Constant((IReadOnlyList<string>?)null)), (6, Gen.Constant((IReadOnlyList<string>?)[Edition])),
        (1, Gen.Elements<IReadOnlyList<string>?>(["unknown-2022"], [Busy.Concluded], [Edition, Edition])));

    private static readonly Gen<string?> Cluster =
        Gen.Frequency((3, Gen.Constant((string?)null)), (8, Gen.Elements<string?>(Id, Id, Id, Id, Id, "cum-9")));

    private static readonly Gen<(Scope Scope, CityId[]? Cities)> Whose = Gen.Frequency(
        (5, Gen.Constant((Scope.Cluster, (CityId[]?)null))),
        (5, Values.Cities.Select(cities => (Scope.City, (CityId[]?)cities))),
        (3, Gen.Constant((Scope.City, (CityId[]?)null))),
        (2, Gen.Constant((Scope.Campaign, (CityId[]?)null))),
        (1, Values.Cities.Select(cities => (Scope.Cluster, (CityId[]?)cities))));

    private static readonly Gen<(Precision Precision, DateOnly? Day)> When = Gen.Frequency(
        (12, Values.Day.Select(day => (Precision.Day, (DateOnly?)day))),
        (4, from precision in Values.OneOf<Precision>() from day in Values.Day select (precision, (DateOnly?)day)),
        (1, Gen.Elements((Precision.Unknown, (DateOnly?)null), (Precision.Day, null))));

    /// <summary>A part of the day, and a time that fits it or not.</summary>
    private static readonly Gen<(DayPart? Part, TimeOnly? Time)> Hour =
        from part in Values.Maybe(Values.OneOf<DayPart>())
        from time in Gen.Frequency((6, Gen.Constant(TimeOnly.MinValue)), (2, Gen.Constant(part switch
        {
            DayPart.Afternoon => new TimeOnly(14, 0),
            DayPart.Evening => new TimeOnly(19, 30),
            _ => new TimeOnly(9, 30),
        })), (1, Gen.Constant(new TimeOnly(15, 15))))
        select (part, time == TimeOnly.MinValue ? null : (TimeOnly?)time);

    /// <summary>Puts an envelope around the fields of an activity.</summary>
    public static Gen<Activity> Around(Gen<Activity> activities) =>
        from activity in activities
        from whose in Whose
        from when in When
        from cluster in Cluster
        from campaigns in Campaigns
        from guests in Gen.Frequency((9, Gen.Constant((CityId[]?)null)), (1, Gen.Constant((CityId[]?)[Hue])))
        from hour in Hour
        from days in Gen.Frequency((12, Gen.Constant(-1)), (2, Gen.Choose(0, 5)))
        from hint in Values.Maybe(Gen.Choose(-3, 40))
        from assertion in Values.OneOf<Assertion>()
        from sources in Sources
        select activity with
        {
            OccurredOn = when.Day,
            Precision = when.Precision,
            EndsOn = days < 0 || when.Day is not { Year: < 9999 } first ? null : first.AddDays(days),
            DayPart = hour.Part,
            LocalTime = hour.Time,
            SequenceHint = hint,
            Assertion = assertion,
            ClusterId = cluster,
            Scope = whose.Scope,
            CityIds = whose.Cities,
            GuestCityIds = whose.Scope == Scope.Campaign ? null : guests,
            CampaignIds = campaigns,
            Sources = sources,
        };
}
