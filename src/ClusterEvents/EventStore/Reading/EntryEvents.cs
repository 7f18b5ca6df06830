using System.Runtime.CompilerServices;
using ClusterEvents.EventStore.Schema;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Finds the events of an entry: the one that recorded it and its corrections. Uses an index, because a stream (such
/// as a campaign's) may be long and would otherwise be read for each correction.
/// </summary>
public sealed class EntryEvents(NpgsqlDataSource database) : IPreparesStore
{
    /// <summary>The name of the index, which Marten is configured to ignore.</summary>
    public const string Index = "mt_events_by_target";

    private const string Events = "clusterevents.mt_events";

    /// <summary>
    /// SQL for the positions of the events that record or correct entries, as an array. PostgreSQL has no useful
    /// statistics for this sparse index and would overestimate the rows; an array makes it evaluate this part first.
    /// </summary>
    /// <param name="entries">The parameter with the array of entry ids.</param>
    public static string Positions(string entries) =>
        $"""
        array(select seq_id from {Events} where id = any({entries}) union all
          select seq_id from {Events} where data->>'targetEventId' = any({entries}::text[]))
        """;

    /// <summary>The same events as a LINQ query.</summary>
    public static IQueryable<IEvent> Of(IQuerySession session, params Guid[] entries) =>
        session.Events.QueryAllRawEvents()
            .Where(e => e.MatchesSql($"d.seq_id = any({Positions("?")})", entries, entries));

    /// <summary>When each of these entries was recorded or last corrected.</summary>
    public static async Task<Dictionary<Guid, DateTimeOffset>> LastRecordedAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> entries, CancellationToken cancel)
    {
        var last = new Dictionary<Guid, DateTimeOffset>();
        await foreach (var (entry, recordedAt, _) in LastAsync(database, entries, cancel)) last[entry] = recordedAt;
        return last;
    }

    /// <summary>The CloudEvents source of the event that recorded or last corrected each of these entries.</summary>
    public static async Task<Dictionary<Guid, string>> LastSourcesAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> entries, CancellationToken cancel)
    {
        var last = new Dictionary<Guid, string>();
        await foreach (var (entry, _, source) in LastAsync(database, entries, cancel)) last[entry] = source;
        return last;
    }

    private static async IAsyncEnumerable<(Guid Entry, DateTimeOffset RecordedAt, string Source)> LastAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> entries, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (entries.Count == 0) yield break;
        await using var query = database.CreateCommand(
            $"""
            select distinct on (entry) coalesce((data->>'targetEventId')::uuid, id) as entry, timestamp,
              coalesce(headers->>'source', '')
            from {Events} where seq_id = any({Positions("$1")}) order by entry, seq_id desc
            """);
        query.Parameters.Add(new() { Value = entries.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return (rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetString(2));
    }

    public async Task PrepareAsync(CancellationToken cancel)
    {
        // Create it only if missing: even "if not exists" would wait for open transactions that record.
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
              perform pg_advisory_xact_lock(hashtext('clusterevents entries'));
              if to_regclass('clusterevents.{Index}') is null then
                create index {Index} on {Events} ((data->>'targetEventId')) where data->>'targetEventId' is not null;
              end if;
            end $$
            """);
        // Building the index reads all events of an existing record.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
