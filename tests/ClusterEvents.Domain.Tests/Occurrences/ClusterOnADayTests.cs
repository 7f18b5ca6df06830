using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Occurrences;

/// <summary>
/// Who was a member and who led on any day, after joins, departures, handovers and mergers in any order, and after
/// corrections, retractions and reinstatements of them.
/// </summary>
public sealed class ClusterOnADayTests
{
    private static readonly DateOnly First = Day("2021-11-01");

    private static readonly CityId[] Moving = [Hue, HoChiMinh];

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 12).Select(month => First.AddMonths(month));

    /// <summary>A step on what is on record, and the stream that it is added to.</summary>
    private static readonly Gen<Func<History, (Activity Activity, StreamKey Stream)>> Steps = Gen.Frequency(
        (4, from city in Gen.Elements(Moving)
            from joins in Gen.Elements(true, false)
            from day in Days
            select On(ClusterStream, joins ? new MemberJoined(PoliceOf(city), city, day, null).Of("2022-01-01", city)
                : new MemberLeft(PoliceOf(city), city, day, null).Of("2022-01-01", city))),
        (2, from one in Gen.Elements(CanTho, DaNang)
            from other in Gen.Elements(DaNang, HaNoi)
            from assigned in Gen.Elements(true, false)
            from year in Gen.Elements(2022, 2023)
            from day in Days
            select On(ClusterStream, (assigned
                ? new LeadershipAssigned(year, one, other == one ? null : other, LeadershipMode.Elected)
                : (Activity)new LeadershipHandedOver(one, other, year)).OfAll($"{day:yyyy-MM-dd}"))),
        (1, from city in Gen.Elements(Moving)
            from day in Days
            select On("city/can-tho",
                new CitiesMerged(CanTho, [city], day, "Nghị quyết") { OccurredOn = Day("2022-01-01") })),
        (4, from place in Gen.Choose(0, 20)
            from day in Days
            from corrects in Gen.Elements(true, false)
            select Again(place, corrects ? day : null)));

    [Fact]
    public void Members_and_lead_are_those_that_the_record_tells_of_the_day() => Check.Sequences(Steps, sequence =>
    {
        var record = Established;
        foreach (var step in sequence)
        {
            var (activity, stream) = step(record);
            record = record.When(activity, stream.ToString()).After;
            Agree(record);
        }
    }, longest: 16, count: 20);

    private static void Agree(History record)
    {
        var naive = new NaiveCluster([.. record[ClusterStream].Current],
            [.. record["city/can-tho"].Current.OfType<CitiesMerged>()]);
        var cluster = record.State<Cluster>(ClusterStream);
        for (var day = First; day < Day("2023-03-01"); day = day.AddDays(15))
        {
            Assert.Equal(
                Members.Append(Hue).Where(city => naive.Since(city, day) is not null).Order(Comparer),
                record.Context.MembersOn(Id, day));
            foreach (var city in record.Context.MembersOn(Id, day))
                Assert.Equal(naive.Since(city, day), cluster.SinceOf(city, day));
            var led = cluster.LeadershipOn(day);
            Assert.Equal(naive.LeadershipOn(day), (led?.Lead, led?.Deputy));
        }
    }

    private static readonly Comparer<CityId> Comparer =
        Comparer<CityId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    private static Func<History, (Activity, StreamKey)> On(string stream, Activity activity) =>
        _ => (activity, StreamKey.Parse(stream));

    /// <summary>Retracts, reinstates or corrects what was recorded as one of the last.</summary>
    private static Func<History, (Activity, StreamKey)> Again(int place, DateOnly? movedTo) => record =>
    {
        var known = Established.Events.Count;
        var entries = record.Context.Streams.SelectMany(stream => stream.Value.Entries.Select(one => (stream.Key, one)))
            .Where(one => record.Events.FindIndex(of => of.Id == one.one.ActivityId) >= known)
            .OrderBy(one => record.Events.FindIndex(of => of.Id == one.one.ActivityId)).ToArray();
        if (entries.Length == 0) return (new EntryRetracted(Guid.Empty, "Không có"), StreamKey.Parse(ClusterStream));
        var (stream, entry) = entries[place % entries.Length];
        return (movedTo is { } day
            ? entry.Activity is ITakesEffect takes
                ? Corrected.Of(entry.ActivityId, "effectiveOn", takes.EffectiveOn, day)
                : Corrected.Of(entry.ActivityId, "occurredOn", entry.Activity.OccurredOn, day)
            : entry.Retracted ? new EntryReinstated(entry.ActivityId, "Đúng")
            : new EntryRetracted(entry.ActivityId, "Nhầm"), stream);
    };
}
