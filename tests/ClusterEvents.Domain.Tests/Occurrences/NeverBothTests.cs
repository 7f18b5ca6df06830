using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Domain.Tests.Generated;
using ClusterEvents.Domain.Tests.Meetings;
using ClusterEvents.Domain.Tests.Targets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Occurrences;

/// <summary>
/// What no sequence of steps, corrections, retractions and reinstatements that were accepted leads to.
/// </summary>
public sealed class NeverBothTests
{
    private static readonly CityId[] Everyone = [CanTho, DaNang, HaNoi, Hue];

    private static readonly Gen<DateOnly> Days =
        Gen.Choose(0, 9).Select(index => Day("2022-08-01").AddDays(index * 20));

    [Fact]
    public void A_meeting_is_never_both_held_and_cancelled()
    {
        var often = Gen.OneOf(MeetingTests.Steps, Gen.Elements<Func<DateOnly, Activity>>(
            day => new MeetingCancelled("Bão").OfAll($"{day:yyyy-MM-dd}"),
            day => new MeetingHeld(MeetingKind.Other, "x", Ministry, null, null).OfAll($"{day:yyyy-MM-dd}")));

        After(Established, "meeting/one", often, standing =>
            Assert.False(standing.Any(one => one is MeetingHeld) && standing.Any(one => one is MeetingCancelled)));
    }

    [Fact]
    public void A_target_has_no_two_results_without_a_revision_between() =>
        After(Established.Given(TargetTests.Set(CanTho), "target/one"), "target/one", TargetTests.Steps, standing =>
        {
            DateOnly[] DaysOf(Func<Activity, bool> which) =>
                [.. standing.Where(which).Select(one => one.OccurredOn!.Value).Order()];
            var ends = DaysOf(one => one is TargetMet { City: var met } && met == CanTho
                || one is TargetMissed { City: var missed } && missed == CanTho);
            var revisions = DaysOf(one => one is TargetRevised revised && revised.City is null or { Value: "can-tho" });
            foreach (var (one, other) in ends.Zip(ends.Skip(1)))
                Assert.Contains(revisions, day => one <= day && day <= other);
        });

    [Fact]
    public void Mergers_never_form_a_circle_and_no_city_is_merged_twice_or_after_its_end()
    {
        var steps = Gen.Frequency(
            (4, from whole in Gen.Elements(Everyone)
                from part in Gen.Elements(Everyone)
                from day in Days
                select new Step(Into: whole, Part: part, Day: day)),
            (4, from place in Gen.Choose(0, 9)
                from part in Values.Maybe(Gen.Elements(Everyone))
                from day in Days
                from how in Gen.Choose(0, 2)
                select new Step(Place: place, How: how, Part: part, Day: day)));

        Check.Sequences(steps, sequence =>
        {
            var record = Established;
            foreach (var step in sequence)
            {
                if (Merged(step, record) is { } activity) record = record.When(activity.Activity, activity.On).After;
                var mergers = Everyone.SelectMany(city => record[$"city/{city}"].Current.OfType<CitiesMerged>())
                    .SelectMany(one => one.Predecessors.Select(part => (Part: part, one.Successor, one.EffectiveOn)))
                    .ToArray();
                Assert.Equal(mergers.Length, mergers.DistinctBy(one => one.Part).Count());
                foreach (var merger in mergers)
                    for (var (city, length) = (merger.Successor, 0);
                        mergers.Where(one => one.Part == city).ToArray() is [var next]; city = next.Successor, length++)
                    {
                        Assert.True(length < mergers.Length, "a circle");
                        if (length == 0) Assert.True(merger.EffectiveOn < next.EffectiveOn);
                    }
            }
        }, longest: 16, count: 20);
    }

    private static void After(
        History before, string stream, Gen<Func<DateOnly, Activity>> steps, Action<Activity[]> holds)
    {
        var mixed =
            from make in steps
            from day in Days
            from place in Gen.Choose(0, 7)
            from how in Gen.Frequency((4, Gen.Constant(-1)), (4, Gen.Constant(0)), (1, Gen.Constant(1)))
            select (Activity: make(day), Day: day, Place: place, How: how);
        Check.Sequences(mixed, sequence =>
        {
            var record = before;
            foreach (var (activity, day, place, how) in sequence)
            {
                var next = how < 0 ? activity : Again(record, stream, place, how, day);
                if (next is not null) record = record.When(next, stream).After;
                holds([.. record[stream].Current]);
            }
        }, longest: 20, count: 20);
    }

    private static Activity? Again(History record, string stream, int place, int how, DateOnly day) =>
        record[stream].Entries.ElementAtOrDefault(place) is not { } entry ? null
        : how == 1 ? Corrected.Of(entry.ActivityId, "occurredOn", entry.Activity.OccurredOn, day)
        : entry.Retracted ? new EntryReinstated(entry.ActivityId, "Đúng")
        : new EntryRetracted(entry.ActivityId, "Nhầm");

    private static (Activity Activity, string On)? Merged(Step step, History record)
    {
        if (step.Into is { } into && step.Part is { } other)
            return (new CitiesMerged(into, [other], step.Day, "Nghị quyết") { OccurredOn = step.Day }, $"city/{into}");
        var entries = Everyone.Select(city => $"city/{city}")
            .SelectMany(on => record[on].Entries.Select(one => (Entry: one, On: on)))
            .Where(one => one.Entry.Activity is CitiesMerged).ToArray();
        if (entries.Length == 0) return null;
        var (entry, on) = entries[step.Place % entries.Length];
        var merged = (CitiesMerged)entry.Activity;
        var id = entry.ActivityId;
        return (step.How switch
        {
            0 => entry.Retracted ? new EntryReinstated(id, "Đúng") : new EntryRetracted(id, "Nhầm"),
            1 => Corrected.Of(id, "effectiveOn", merged.EffectiveOn, step.Day),
            _ when step.Part is { } part => new EntryCorrected(id,
                [
                    Corrected.Change("predecessors", merged.Predecessors, new[] { part }),
                    Corrected.Change("cityIds", merged.CityIds, new[] { merged.Successor, part }),
                ],
                "Nhầm"),
            _ => new EntryRetracted(id, "Nhầm"),
        }, on);
    }

    private sealed record Step(
        DateOnly Day, CityId? Into = null, CityId? Part = null, int Place = 0, int How = 0);
}
