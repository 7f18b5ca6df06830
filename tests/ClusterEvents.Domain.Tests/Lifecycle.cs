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
    /// <summary>Every step is accepted or rejected as the lifecycle says, and leads to where it says.</summary>
    public static void Follows<T>(History history, string stream, T before, Gen<Activity> steps, int count = 80)
        where T : ILifecycle<T> =>
        Check.Sequences(steps, sequence =>
        {
            var (record, model) = (history, before);
            foreach (var step in sequence)
            {
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
    /// Whatever is retracted and reinstated in between: the state is the one that the entries make that stand, in the
    /// order in which they were recorded.
    /// </summary>
    /// <param name="history">What is on record before.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="opening">Where the lifecycle stands with nothing but what was on record before.</param>
    /// <param name="steps">The steps; a number retracts the entry of that number, or reinstates it.</param>
    public static void StandsOn<T>(History history, string stream, T opening, Gen<Activity> steps, int count = 80)
        where T : ILifecycle<T>
    {
        var mixed = Gen.Frequency(
            (3, steps.Select(step => (Step: (Activity?)step, Entry: 0))),
            (2, Gen.Choose(0, 11).Select(entry => (Step: (Activity?)null, Entry: entry))));
        Check.Sequences(mixed, sequence =>
        {
            var (record, known) = (history, history[stream].Entries.Count);
            foreach (var (step, entry) in sequence)
            {
                record = record.When(step ?? Correction(record[stream].Entries, known + entry), stream).After;
                var standing = record[stream].Entries.Skip(known).Where(one => !one.Retracted);
                standing.Aggregate(opening, (model, one) => model.After(one.Activity)).AgreesWith(record[stream].State);
            }
        }, count: count);
    }

    private static Activity Correction(IReadOnlyList<EntryState> entries, int place) =>
        entries.ElementAtOrDefault(place) is not { } entry ? new EntryRetracted(Guid.Empty, "Không có")
        : entry.Retracted ? new EntryReinstated(entry.ActivityId, "Đã kiểm tra")
        : new EntryRetracted(entry.ActivityId, "Ghi trùng");
}
