using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>Finds streams by the timeline rows of their entries.</summary>
public sealed class StreamIndex(NpgsqlDataSource database, ShownTimelines shown) : IStreamIndex
{
    /// <summary>The number of rows read at once: an entry has one for each timeline that shows it.</summary>
    private const int RowsAtOnce = 500;

    /// <summary>The maximum number of rows whose streams are loaded at once for one page.</summary>
    private const int MostRows = 2_000;

    /// <summary>Rows that are valid at position $2 and not retracted.</summary>
    private const string Known = "r.kind = $1 and r.known_from <= $2 and r.known_to > $2 and not r.retracted";

    public async Task<(long Position, long ShownUpTo)> PositionAsync(KnownAt? known, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"with shown as (select {shown.Version.Progress} as up_to) select least($1, up_to), up_to from shown");
        query.Parameters.Add(new() { Value = known?.Position ?? long.MaxValue });
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    public async Task<IReadOnlyList<OpenedStream>> OnOrBeforeAsync(
        string kind, DateOnly day, long position, CancellationToken cancel)
    {
        await using var query = Query(kind, position,
            $"""
            select r.* from {shown.Version.Rows} r where {Known} and r.occurred_on <= $3 and r.occurred_on > '-infinity'
            order by r.occurred_on desc fetch first {RowsAtOnce} rows with ties
            """);
        query.Parameters.Add(new() { Value = day });
        return (await ReadAsync(query, cancel)).Opened;
    }

    public async Task<IReadOnlyList<StreamKey>> UndatedAsync(string kind, long position, CancellationToken cancel)
    {
        await using var query = Query(kind, position,
            $"select r.* from {shown.Version.Rows} r where {Known} and r.occurred_on = '-infinity'");
        return [.. (await ReadAsync(query, cancel)).Opened.Select(one => one.Stream)];
    }

    public async Task<IReadOnlyList<StreamKey>?> AllAsync(string kind, long position, CancellationToken cancel)
    {
        await using var query = Query(kind, position,
            $"select r.* from {shown.Version.Rows} r where {Known} limit {MostRows + 1}");
        var (all, rows) = await ReadAsync(query, cancel);
        // The limit counts rows, because entries whose rows are cut off would be missed.
        return rows > MostRows ? null : [.. all.Select(one => one.Stream).Distinct()];
    }

    /// <summary>Selects the streams of rows, each entry once, newest first.</summary>
    private NpgsqlCommand Query(string kind, long position, string rows)
    {
        var query = database.CreateCommand(
            $"""
            with r as materialized (select r.activity_id, r.known_from, r.occurred_on, count(*) as rows from ({rows}) r
              group by r.activity_id, r.known_from, r.occurred_on)
            select a.body::json->>'stream', r.occurred_on, r.rows
            from r join {shown.Version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
            order by r.occurred_on desc
            """);
        query.Parameters.Add(new() { Value = kind });
        query.Parameters.Add(new() { Value = position });
        return query;
    }

    /// <returns>The streams, and the number of rows read.</returns>
    private static async Task<(IReadOnlyList<OpenedStream> Opened, long Rows)> ReadAsync(
        NpgsqlCommand query, CancellationToken cancel)
    {
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var (opened, read) = (new List<OpenedStream>(), 0L);
        while (await rows.ReadAsync(cancel))
        {
            opened.Add(new(StreamKey.Parse(rows.GetString(0)), rows.GetFieldValue<DateOnly>(1)));
            read += rows.GetInt64(2);
        }

        return (opened, read);
    }
}
