using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>Compares the program with a lifecycle, step by step, over generated sequences of steps.</summary>
internal static class Lifecycle
{
    /// <summary>The days from one step of <see cref="Follows"/> to the next.</summary>
    private const int Stride = 12;

    /// <summary>
    /// Every step of those that occur one after the other is accepted or rejected as the lifecycle says, and leads to
    /// where it says.
    /// </summary>
    /// <param name="history">What is on record before.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="before">Where the lifecycle stands with what is on record before.</param>
    /// <param name="first">The day of the first step.</param>
    /// <param name="steps">The steps, each on the day that it is given.</param>
    public static void Follows<T>(
        History history, string stream, T before, string first, Gen<Func<DateOnly, Activity>> steps, int count = 80)
        where T : ILifecycle<T> =>
        Check.Sequences(steps, sequence =>
        {
            var (record, model) = (history, before);
            foreach (var (index, make) in sequence.Index())
            {
                var step = make(FirstCluster.Day(first).AddDays(index * Stride));
                var decided = record.When(step, stream);
                if (model.Rejection(step) is { } code)
                    Assert.Equal([code], decided.Rejections.Select(rejection => rejection.Code).Distinct());
                else
                {
                    Assert.True(decided.IsAccepted, string.Join('\n', decided.Rejections));
                    model = model.After(step);
                }

                record = decided.After;
                model.AgreesWith(record[stream].State);
            }
        }, count: count);

    /// <summary>
    /// Whatever is retracted and reinstated, and in whatever order it was recorded: the state is the one that the
    /// entries make that stand, in the order in which they occurred.
    /// </summary>
    /// <param name="history">What is on record before.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="opening">Where the lifecycle stands with nothing but what was on record before.</param>
    /// <param name="first">The first day on which a step may occur.</param>
    /// <param name="steps">The steps; a number retracts the entry of that number, or reinstates it.</param>
    public static void StandsOn<T>(
        History history, string stream, T opening, string first, Gen<Func<DateOnly, Activity>> steps, int count = 80)
        where T : ILifecycle<T>
    {
        var days = Gen.Choose(0, 14).Select(index => FirstCluster.Day(first).AddDays(index * Stride));
        var mixed = Gen.Frequency(
            (3, from make in steps from day in days select (Step: (Activity?)make(day), Entry: 0)),
            (2, Gen.Choose(0, 11).Select(entry => (Step: (Activity?)null, Entry: entry))));
        Check.Sequences(mixed, sequence =>
        {
            var (record, known) = (history, history[stream].Entries.Count);
            foreach (var (step, entry) in sequence)
            {
                record = record.When(step ?? Correction(record[stream].Entries, known + entry), stream).After;
                record[stream].Entries.Skip(known).Where(one => !one.Retracted).Select(one => one.Activity)
                    .OrderBy(one => one.OccurredOn)
                    .Aggregate(opening, (model, one) => model.After(one)).AgreesWith(record[stream].State);
            }
        }, count: count);
    }

    private static Activity Correction(IReadOnlyList<EntryState> entries, int place) =>
        entries.ElementAtOrDefault(place) is not { } entry ? new EntryRetracted(Guid.Empty, "Không có")
        : entry.Retracted ? new EntryReinstated(entry.ActivityId, "Đã kiểm tra")
        : new EntryRetracted(entry.ActivityId, "Ghi trùng");
}
