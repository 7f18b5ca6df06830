using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
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
    /// Whatever is retracted, reinstated and moved to another day, and in whatever order it was recorded: the state is
    /// the one that the entries make that stand, in the order in which they occurred.
    /// </summary>
    /// <param name="history">What is on record before.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="opening">Where the lifecycle stands with nothing but what was on record before.</param>
    /// <param name="first">The first day on which a step may occur.</param>
    /// <param name="steps">The steps; a number retracts the entry of that number, reinstates it or moves it.</param>
    public static void StandsOn<T>(
        History history, string stream, T opening, string first, Gen<Func<DateOnly, Activity>> steps, int count = 40)
        where T : ILifecycle<T>
    {
        var days = Gen.Choose(0, 14).Select(index => FirstCluster.Day(first).AddDays(index * Stride));
        var mixed = Gen.Frequency(
            (3, from make in steps
                from day in days
                select (Step: (Activity?)make(day), Entry: 0, MovedTo: (DateOnly?)null)),
            (2, Gen.Choose(0, 11).Select(entry => (Step: (Activity?)null, Entry: entry, MovedTo: (DateOnly?)null))),
            (1, from entry in Gen.Choose(0, 11) from day in days select ((Activity?)null, entry, (DateOnly?)day)));
        Check.Sequences(mixed, sequence =>
        {
            var (record, known) = (history, history[stream].Entries.Count);
            foreach (var (step, entry, movedTo) in sequence)
            {
                record = record.When(
                    step ?? Correction(record[stream].Entries, known + entry, movedTo), stream).After;
                Standing(record[stream].Entries.Skip(known))
                    .Aggregate(opening, (model, one) => model.After(one)).AgreesWith(record[stream].State);
            }

            // How it stood on a day is what had occurred by then.
            for (var day = FirstCluster.Day(first); day < History.Today; day = day.AddDays(3 * Stride))
            {
                var by = record[stream].Entries.Index()
                    .Where(one => one.Index < known || DayOf(one.Item.Activity) <= day)
                    .Select(one => one.Item).ToArray();
                Standing(by.Skip(known)).Aggregate(opening, (model, one) => model.After(one)).AgreesWith(
                    StoredEvents.Catalogue.InOrder(by).Aggregate((object?)null, (state, one) =>
                        StoredEvents.Catalogue.Apply(StreamKey.Parse(stream).Kind, state, one.Activity)));
            }
        }, count: count);
    }

    /// <summary>What is not retracted, in the order in which it occurred.</summary>
    private static IEnumerable<Activity> Standing(IEnumerable<EntryState> entries) =>
        entries.Where(one => !one.Retracted).Select(one => one.Activity).OrderBy(DayOf);

    private static DateOnly? DayOf(Activity activity) =>
        activity is DirectiveOverdue overdue ? overdue.AsOf : activity.OccurredOn;

    private static Activity Correction(IReadOnlyList<EntryState> entries, int place, DateOnly? movedTo) =>
        entries.ElementAtOrDefault(place) is not { } entry ? new EntryRetracted(Guid.Empty, "Không có")
        : movedTo is { } day ? Corrected.Of(entry.ActivityId, "occurredOn", entry.Activity.OccurredOn, day)
        : entry.Retracted ? new EntryReinstated(entry.ActivityId, "Đã kiểm tra")
        : new EntryRetracted(entry.ActivityId, "Ghi trùng");
}
