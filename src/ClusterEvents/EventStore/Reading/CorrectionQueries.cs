using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Finds corrections (events with a target) and their targets.</summary>
internal static class CorrectionQueries
{
    /// <summary>The targets of corrections up to a position.</summary>
    public static async Task<HashSet<Guid>> TargetsAsync(
        NpgsqlDataSource database, long upTo, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """
            select distinct (data->>'targetEventId')::uuid from clusterevents.mt_events
            where data ? 'targetEventId' and type <> 'tombstone' and seq_id <= $1
            """);
        query.Parameters.Add(new() { Value = upTo });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var targets = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel)) targets.Add(rows.GetGuid(0));
        return targets;
    }

    /// <summary>The target and position of each correction, in the order of positions; without a timeout.</summary>
    public static async IAsyncEnumerable<(Guid Target, long Position)> AllAsync(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select (data->>'targetEventId')::uuid, seq_id from clusterevents.mt_events
            where data ? 'targetEventId' and type <> 'tombstone' order by seq_id
            """, connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) yield return (rows.GetGuid(0), rows.GetInt64(1));
    }

    /// <summary>The targets of erasures after a position; without a timeout.</summary>
    public static async Task<HashSet<Guid>> ErasedAfterAsync(
        NpgsqlConnection connection, long position, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select (data->>'targetEventId')::uuid from clusterevents.mt_events
            where seq_id > $1 and type like 'personal-fields-erased.%'
            """, connection)
        { CommandTimeout = 0, Parameters = { new() { Value = position } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var erased = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel)) erased.Add(rows.GetGuid(0));
        return erased;
    }

    /// <summary>An activity and its corrections up to a position, in their order.</summary>
    public static async IAsyncEnumerable<Activity> HistoryAsync(
        NpgsqlConnection connection, EventCatalogue catalogue, Guid target, long upTo,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select type, data::text from clusterevents.mt_events
            where seq_id = any({EntryEvents.Positions("$1")}) and seq_id <= $2 order by seq_id
            """, connection)
        {
            Parameters = { new() { Value = new[] { target } }, new() { Value = upTo } },
        };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return catalogue.ShapeStoredAs(rows.GetString(0)).Read(rows.GetString(1));
    }
}
