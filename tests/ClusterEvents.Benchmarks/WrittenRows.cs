using System.Collections.Concurrent;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Benchmarks.Workloads;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Benchmarks;

/// <summary>
/// The rows that the service wrote for some events, written again by PostgreSQL alone, between tables with the same
/// indexes: the cost of an event without receiving, reading and deciding.
/// </summary>
internal sealed class WrittenRows
{
    private const string Schema = "yardstick";

    /// <summary>The maximum number of events written in one turn.</summary>
    private const int Most = 20_000;

    /// <summary>The number of events whose entries and leaves share a transaction, as in the service.</summary>
    private const int Page = 1_000;

    private const string Events = $"{MartenStore.Schema}.mt_events", Streams = $"{MartenStore.Schema}.mt_streams";

    private static readonly Kept[] Appended =
    [
        new(Streams, "e.seq_id", $"join {Events} e on e.stream_id = r.id and e.version = 1"),
        new(Events, "r.seq_id"),
    ];

    private static readonly Kept[] Shown =
    [
        new(TimelineTables.Activities, "r.known_from"), new(TimelineTables.Rows, "r.known_from"),
        new(TimelineTables.Listings, "r.known_from"),
    ];

    private static readonly Kept[] Sealed = [new(LogTables.Leaves, "r.position")];

    private readonly Installation _installation;
    private readonly long _first;
    private readonly long _count;

    private WrittenRows(Installation installation, long first, long count) =>
        (_installation, _first, _count) = (installation, first, count);

    private static IEnumerable<Kept> All => [.. Appended, .. Shown, .. Sealed];

    /// <summary>Copies the rows of the newest events, each of which has started its stream.</summary>
    public static async Task<WrittenRows> OfAsync(Installation installation, int count)
    {
        await installation.SettleAsync();
        count = Math.Min(count, Most);
        var last = await installation.NumberAsync($"select max(seq_id) from {Events}");
        await installation.ExecuteAsync(
            $"create schema if not exists {Schema}; "
            + string.Concat(All.Select(kept => kept.Keep(last - count + 1, last)))
            + $"alter table {Appended[1].Copy} add foreign key (stream_id) references {Appended[0].Copy}");
        return new(installation, last - count + 1, count);
    }

    /// <summary>Writes all of them, on as many connections as there are processors.</summary>
    /// <param name="appendedTogether">The number of events that share an append transaction.</param>
    public async Task<Turn> WriteAsync(int appendedTogether)
    {
        await _installation.ExecuteAsync($"truncate {string.Join(", ", All.Select(kept => kept.Copy))}");
        var portions = new ConcurrentQueue<Portion>(
            [.. Portions(Appended, appendedTogether).Concat(Portions(Shown, Page)).Concat(Portions(Sealed, Page))
                .OrderBy(portion => portion.Last)]);
        var turn = await Turn.OfAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount)
                .Select(_ => Task.Run(() => WriteAsync(portions))));
            return _count;
        });
        foreach (var kept in All)
            Workloads.Check.Equal(await _installation.NumberAsync($"select count(*) from {kept.Source}"),
                await _installation.NumberAsync($"select count(*) from {kept.Copy}"), kept.Copy);
        return turn;
    }

    private IEnumerable<Portion> Portions(IReadOnlyList<Kept> tables, int together)
    {
        for (var first = _first; first < _first + _count; first += together)
            yield return new(tables, first, Math.Min(first + together, _first + _count) - 1);
    }

    private async Task WriteAsync(ConcurrentQueue<Portion> portions)
    {
        await using var connection = await _installation.Database.OpenConnectionAsync();
        while (portions.TryDequeue(out var portion))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var kept in portion.Tables)
                batch.BatchCommands.Add(new(kept.Write)
                {
                    Parameters = { new() { Value = portion.First }, new() { Value = portion.Last } },
                });
            await batch.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The rows of a range of positions, written in one transaction.</summary>
    private sealed record Portion(IReadOnlyList<Kept> Tables, long First, long Last);

    /// <summary>A table of the service, and the copy to write to.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="At">The expression for the position of a row's event.</param>
    /// <param name="Join">The join with another table for that position.</param>
    private sealed record Kept(string Table, string At, string Join = "")
    {
        private string Name => Table[(Table.IndexOf('.') + 1)..];

        public string Copy => $"{Schema}.copy_of_{Name}";

        public string Source => $"{Schema}.source_of_{Name}";

        public string Write => $"insert into {Copy} select * from {Source} where at between $1 and $2";

        /// <summary>Keeps the position with the rows: one more column is cheaper than naming the others.</summary>
        public string Keep(long first, long last) =>
            $"""
            create table {Source} as select r.*, {At} as at from {Table} r {Join} where {At} between {first} and {last};
            create index on {Source} (at);
            analyze {Source};
            create table {Copy} (like {Table} including all, at bigint);
            """;
    }
}
