using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using JasperFx;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Appends many entries at once through COPY. It can only add, so it serves where every stream is new, as in most lines
/// of an import.
/// </summary>
internal static class EventCopy
{
    /// <summary>
    /// Fewer are sooner written with one statement than with the several ways to the store that a COPY takes.
    /// </summary>
    private const int Fewest = 64;

    private static readonly TableCopy<StreamRow> Streams = new("clusterevents.mt_streams", StoreColumns.OfStream);

    private static readonly TableCopy<AcceptedEvent> Events = new("clusterevents.mt_events",
    [
        new StoreColumn<AcceptedEvent, long>("seq_id", NpgsqlDbType.Bigint, accepted => accepted.Position),
        .. StoreColumns.OfEvent,
    ]);

    /// <summary>Whether these can be copied: many, and all on streams that begin with them.</summary>
    public static bool Serves(IReadOnlyList<AcceptedEvent> accepted) =>
        accepted.Count >= Fewest && StreamRow.Of(accepted).All(stream => stream.Since == 0);

    /// <summary>Writes the entries in a transaction that the caller commits, and tells each its position.</summary>
    /// <exception cref="ConcurrencyException">Something is no longer as it was decided on.</exception>
    /// <exception cref="PostgresException">Another transaction has begun one of the streams meanwhile.</exception>
    public static async Task WriteAsync(
        NpgsqlTransaction transaction, IReadOnlyList<AcceptedEvent> accepted,
        IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> read, CancellationToken cancel)
    {
        var streams = StreamRow.Of(accepted);
        await TakePositionsAsync(transaction, accepted, streams, read, cancel);
        await Streams.WriteAsync(transaction.Connection!, streams, cancel);
        await Events.WriteAsync(transaction.Connection!, accepted, cancel);
    }

    /// <summary>
    /// Takes a position for each, in their order, where everything is as it was decided on: streams at their versions,
    /// no event of these ids, and none of the streams. One without an event would hold up the daemon until it is given
    /// up.
    /// </summary>
    private static async Task TakePositionsAsync(
        NpgsqlTransaction transaction, IReadOnlyList<AcceptedEvent> accepted, StreamRow[] streams,
        IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> read, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with outdated as ({EventInsert.Outdated}),
            begun as (select from clusterevents.mt_streams where id = any($4) limit 1)
            select nextval('clusterevents.mt_events_sequence') from generate_series(1, $5)
            where not exists (select from outdated) and not exists (select from begun)
            """, transaction.Connection, transaction);
        EventInsert.AddOutdated(command, accepted, read);
        command.Parameters.Add(StoreColumns.OfStream[0].Values(streams));
        command.Parameters.Add(new() { Value = accepted.Count });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        foreach (var one in accepted)
            one.Position = await rows.ReadAsync(cancel) ? rows.GetInt64(0)
                : throw new ConcurrencyException("Something has changed since it was decided on.", null);
    }
}
