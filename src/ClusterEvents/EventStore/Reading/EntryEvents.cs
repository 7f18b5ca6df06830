using ClusterEvents.EventStore.Schema;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Leads from entries to the events that make them: those that recorded them, and those that correct them. By an index,
/// because a stream such as a campaign's may be long, and would else be read for each correction on it.
/// </summary>
public sealed class EntryEvents(NpgsqlDataSource database) : IPreparesStore
{
    /// <summary>The index, which Marten is told to leave alone.</summary>
    public const string Index = "mt_events_by_target";

    private const string Events = "clusterevents.mt_events";

    /// <summary>
    /// The positions of the events that record or correct entries, as an array. The store has no statistics of an index
    /// that holds few rows, and would expect far too many here; in an array they are found before all else.
    /// </summary>
    /// <param name="entries">The parameter with the ids of the entries: an array.</param>
    public static string Positions(string entries) =>
        $"""
        array(select seq_id from {Events} where id = any({entries}) union all
          select seq_id from {Events} where data->>'targetEventId' = any({entries}::text[]))
        """;

    /// <summary>The same events, to be read with a session.</summary>
    public static IQueryable<IEvent> Of(IQuerySession session, params Guid[] entries) =>
        session.Events.QueryAllRawEvents()
            .Where(e => e.MatchesSql($"d.seq_id = any({Positions("?")})", entries, entries));

    public async Task PrepareAsync(CancellationToken cancel)
    {
        // Only where it is missing: even to find it there would wait for those who record.
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
              perform pg_advisory_xact_lock(hashtext('clusterevents entries'));
              if to_regclass('clusterevents.{Index}') is null then
                create index {Index} on {Events} ((data->>'targetEventId')) where data->>'targetEventId' is not null;
              end if;
            end $$
            """);
        // It reads all of a record that was made before.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
