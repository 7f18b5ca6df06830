using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
using Xunit;

namespace ClusterEvents.Domain.Tests.Targets;

/// <summary>
/// For each city Set → InProgress → Met or Missed. A revision starts the comparison anew and keeps the history.
/// </summary>
internal sealed record TargetLifecycle(
    DateOnly SetOn, ImmutableSortedDictionary<string, TargetLifecycle.Part> Parts, int Revisions = 0)
    : ILifecycle<TargetLifecycle>
{
    public static TargetLifecycle Of(DateOnly setOn, Goal goal, params CityId[] cities) =>
        new(setOn, cities.ToImmutableSortedDictionary(city => city.Value, _ => new Part(TargetStatus.Set, goal)));

    public string? Rejection(Activity step) => step switch
    {
        TargetRevised { City: { } city } when !Parts.ContainsKey(city.Value) => "target-not-set-for-city",
        TargetRevised revised => revised.DueOn < SetOn ? "due-before-set" : null,
        _ => Parts.TryGetValue(CityOf(step), out var part) ? Rejection(step, part) : "target-not-set-for-city",
    };

    public TargetLifecycle After(Activity step) => step switch
    {
        TargetRevised revised => this with
        {
            Revisions = Revisions + 1,
            Parts = Parts.ToImmutableSortedDictionary(one => one.Key, one =>
                revised.City is { } city && city.Value != one.Key
                    ? one.Value : new Part(TargetStatus.Set, revised.Goal())),
        },
        TargetProgressReported report => With(step, part => part with
        {
            Status = part.Status is TargetStatus.Met or TargetStatus.Missed ? part.Status : TargetStatus.InProgress,
            Last = report.AsOf < part.Last?.AsOf ? part.Last : (report.Value, report.AsOf),
        }),
        TargetMet met => With(step, part => part with
        {
            Status = TargetStatus.Met,
            End = (met.FinalValue, met.OccurredOn),
        }),
        TargetMissed missed => With(step, part => part with
        {
            Status = TargetStatus.Missed,
            End = (missed.FinalValue, missed.OccurredOn),
        }),
        _ => this,
    };

    public void AgreesWith(object? state)
    {
        var target = Assert.IsType<Target>(state);
        Assert.Equal(Revisions, target.Revisions.Length);
        Assert.Equal(Parts, target.Cities.ToImmutableSortedDictionary(one => one.City.Value, one => new Part(
            one.Status, one.Goal, one.LastValue is { } last ? (last, one.LastAsOf!.Value) : null,
            one.FinalValue is { } final ? (final, one.EndedOn) : null)));
    }

    private static string? Rejection(Activity step, Part part) => step switch
    {
        _ when part.Status == TargetStatus.Met => "target-met",
        _ when part.Status == TargetStatus.Missed => "target-missed",
        TargetProgressReported { Unit: { } unit } when unit != part.Goal.Unit => "unit-differs",
        TargetMissed missed when missed.OccurredOn < part.Goal.DueOn => "target-not-due",
        // The goal of the test is one of at least so much.
        TargetMet met when met.FinalValue < part.Goal.Value => "final-value-contradicts",
        TargetMissed missed when missed.FinalValue >= part.Goal.Value => "final-value-contradicts",
        _ => null,
    };

    private static string CityOf(Activity step) => Domain.Reading.NamedCities.Of(step).Single().City.Value;

    private TargetLifecycle With(Activity step, Func<Part, Part> change) =>
        Parts.TryGetValue(CityOf(step), out var part)
            ? this with { Parts = Parts.SetItem(CityOf(step), change(part)) } : this;

    /// <summary>Where one city stands.</summary>
    internal sealed record Part(
        TargetStatus Status, Goal Goal, (decimal Value, DateOnly AsOf)? Last = null,
        (decimal Value, DateOnly? On)? End = null);
}
