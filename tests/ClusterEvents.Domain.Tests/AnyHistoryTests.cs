using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Tests.Generated;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>What holds after any sequence of commands of all kinds, corrections among them.</summary>
public sealed class AnyHistoryTests
{
    private static readonly EventCatalogue Catalogue = StoredEvents.Catalogue;

    private static readonly Gen<Command> Steps = Gen.Frequency((3, Commands.Any), (2, Gen.OneOf(
        Commands.ByKind.Where(kind => typeof(ICorrection).IsAssignableFrom(kind.Key)).Select(kind => kind.Value))));

    [Fact]
    public void Every_stream_is_what_its_events_make_however_they_are_folded() => AfterAny(history =>
    {
        foreach (var (key, stream) in history.Context.Streams)
        {
            (Guid, Activity)[] events =
                [.. history.Events.Where(one => one.Stream == key).Select(one => (one.Id, one.Activity))];
            var half = events.Length / 2;
            var before = Catalogue.Fold(key, StreamSnapshot.Absent, events[..half]);

            foreach (var again in new[]
            {
                Catalogue.Fold(key, StreamSnapshot.Absent, events), Catalogue.Fold(key, before, events[half..]),
            })
            {
                Assert.Equal(stream.Version, again.Version);
                Assert.Equal(Text(stream.State), Text(again.State));
                Assert.Equal(stream.Entries.Select(Read), again.Entries.Select(Read));
            }
        }
    });

    [Fact]
    public void What_must_be_unique_is_claimed_by_what_stands_and_by_nothing_else() => AfterAny(history =>
        Assert.Equal(
            history.Context.Streams.Values.SelectMany(stream => ClaimChange.Held(stream, Catalogue))
                .Select(claim => claim.Text).Distinct().Order(StringComparer.Ordinal),
            history.Context.Claimed.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void Timelines_say_of_every_entry_what_decisions_see_of_it() => AfterAny(history =>
    {
        var said = new Dictionary<Guid, TimelineEntry>();
        var followed = new ActivityHistory(Catalogue);
        foreach (var one in history.Events)
            if (followed.Take(one) is { } change) said[change.After.Key.ActivityId] = change.After;

        foreach (var entry in history.Context.Streams.Values.SelectMany(stream => stream.Entries))
        {
            var shown = said[entry.ActivityId];
            Assert.Equal((entry.Retracted, entry.Activity.GetType().Name), (shown.Retracted, shown.Kind));
            Assert.Contains($"\"data\":{RecordJson.Write(entry.Activity)}", shown.Body, StringComparison.Ordinal);
            var corrected = entry.Corrected ? "true" : "false";
            Assert.Contains($"\"corrected\":{corrected}", shown.Body, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Recording_times_and_versions_only_grow() => AfterAny(history =>
    {
        Assert.Equal(history.Events.OrderBy(one => one.RecordedAt).DistinctBy(one => one.RecordedAt), history.Events);
        foreach (var stream in history.Events.GroupBy(one => one.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(one => (int)one.Version));
    });

    private static void AfterAny(Action<History> holds) => Check.Sequences(
        Steps,
        commands => holds(commands.Aggregate(
            Busy.History, (history, command) => history.When(command.Activity, command.On, command.By).After)),
        longest: 25, count: 15);

    private static string Read(EntryState entry) =>
        $"{entry.ActivityId} {entry.Corrected} {entry.Retracted} {RecordJson.Write(entry.Activity)}";

    private static string Text(object? state) => state is null ? "" : RecordJson.Write(state);
}
