using System.Buffers;
using System.Text.Json;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Search;
using Npgsql;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// The processor time of an event, which other load on the machine changes less than its rate: of the service from the
/// import to the entry and the leaf, and of the three things that are made of it afterwards, each by itself.
/// </summary>
internal static class Processor
{
    /// <summary>
    /// So many things are measured together at least: processor time is told in hundredths of a second.
    /// </summary>
    private const int FewestAtOnce = 100_000;

    /// <summary>As many entries as a page has unless it is asked for more.</summary>
    private const int PageSize = 50;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        // The first round is for the runtime, which compiles what is used most.
        await OfImportAsync(installation, "warm-up", size);
        var turns = new List<double>();
        for (var round = 0; round < machine.Options.Rounds; round++)
            turns.Add(await OfImportAsync(installation, $"round-{round}", size));
        report.Note($"record, show and seal {size:N0}: {Numbers.Median(turns):0.0} µs of processor an event "
            + $"({string.Join(", ", turns.Order().Select(turn => $"{turn:0.0}"))})");

        var events = await EventsAsync(installation, size);
        StoredActivity[] activities = [.. events.Select(one => one.Activity)];
        TimelineEntry[] entries = [.. activities.Select(EntryOf)];
        Check.Equal(size, entries.Length, "entries");
        Tell("entry of a timeline", machine, report, size, () =>
        {
            foreach (var activity in activities) SearchWords.OfEntry(EntryOf(activity));
        });
        Tell("leaf", machine, report, size, () =>
        {
            foreach (var (recorded, _) in events) LeafOf(recorded);
        });
        Tell("entry on a page", machine, report, size, () =>
        {
            foreach (var page in entries.Chunk(PageSize)) WritePage(page);
        });
    }

    /// <summary>The microseconds that the service takes for an event until it is shown and sealed.</summary>
    private static async Task<double> OfImportAsync(Installation installation, string name, int size)
    {
        var before = installation.Service.ProcessorTime;
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{name}-{i}", i)));
        await installation.SettleAsync();
        return (installation.Service.ProcessorTime - before).TotalMicroseconds / size;
    }

    private static void Tell(string what, Machine machine, Report report, int size, Action work)
    {
        var (turns, times) = (new List<double>(), Math.Max(1, FewestAtOnce / size));
        // The first round is for the runtime again.
        for (var round = 0; round <= machine.Options.Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < times; i++) work();
            var taken = Environment.CpuUsage.TotalTime - before;
            if (round > 0) turns.Add(taken.TotalMicroseconds / ((long)size * times));
        }

        report.Note($"{what}: {Numbers.Median(turns):0.00} µs of processor");
    }

    private static TimelineEntry EntryOf(StoredActivity recorded) =>
        TimelineEntry.Of(recorded, new EntryState(recorded.Id, recorded.Activity), [], StoredEvents.Catalogue);

    private static byte[] LeafOf(StoredCloudEvent recorded)
    {
        using var headers = JsonDocument.Parse(recorded.Headers);
        return Leaf.EntryOf(recorded, headers.RootElement);
    }

    private static void WritePage(IReadOnlyList<TimelineEntry> entries) => new TimelinePage(
        new(StreamKinds.City, Samples.City(0)), "", entries[^1].KnownFrom,
        [.. entries.Select(entry => ShownEntry.Of(entry, Language.Vietnamese, corrections: true))], null)
        .Write(new ArrayBufferWriter<byte>(PageSize * 1_024));

    private static async Task<List<(StoredCloudEvent Recorded, StoredActivity Activity)>> EventsAsync(
        Installation installation, int size)
    {
        await using var query = installation.Database.CreateCommand(
            $"select {StoredCloudEvent.Columns}, id from clusterevents.mt_events "
            + $"where type = 'flowers-offered.v2' order by seq_id limit {size}");
        await using var rows = await query.ExecuteReaderAsync();
        var events = new List<(StoredCloudEvent, StoredActivity)>();
        while (await rows.ReadAsync()) events.Add(EventOf(rows));
        return events;
    }

    private static (StoredCloudEvent, StoredActivity) EventOf(NpgsqlDataReader row)
    {
        var recorded = StoredCloudEvent.From(row);
        return (recorded, new(row.GetGuid(row.FieldCount - 1), StreamKey.Parse(recorded.Stream), recorded.Version,
            recorded.Position, recorded.RecordedAt, recorded.RecordedBy,
            StoredEvents.Catalogue.ShapeStoredAs(recorded.Type).Read(recorded.Data), []));
    }
}
