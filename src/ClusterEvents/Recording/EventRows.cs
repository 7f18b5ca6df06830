using JasperFx;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Recording;

/// <summary>
/// Appends entries to Marten's tables, as its quick append does, but all streams of a transaction with one statement:
/// through a session it is a call and a walk of the unit of work for each stream, which costs several times what the
/// rows do. It also gives positions in the order of the entries, whatever streams they are on.
/// </summary>
internal sealed class EventRows(IDocumentStore store)
{
    /// <summary>The channel on which Marten's daemon waits for appends.</summary>
    private const string Appended = "mt_events_appended";

    /// <summary>
    /// Streams first: one that is not at the version that was decided on is left alone, and then no event is written and
    /// no position taken, for a position without an event would hold up the daemon.
    /// </summary>
    private const string Append =
        """
        with stream as (
          insert into clusterevents.mt_streams as s (id, version, timestamp)
          select id, until, now() from unnest($1, $2, $3) as t (id, since, until)
          on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
            where s.version = excluded.version - ($3[array_position($1, s.id)] - $2[array_position($1, s.id)])
          returning id)
        insert into clusterevents.mt_events
          (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers,
           user_name)
        select nextval('clusterevents.mt_events_sequence'), e.*
        from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as e
        where (select count(*) from stream) = cardinality($1)
        returning seq_id
        """;

    /// <summary>Writes the entries in a transaction that the caller commits, and tells each its position.</summary>
    /// <exception cref="ConcurrencyException">A stream is no longer at the version that was decided on.</exception>
    public async Task WriteAsync(IReadOnlyList<Entry> entries, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.BatchCommands.Add(Command(entries));
        batch.BatchCommands.Add(new($"select pg_notify('{Appended}', '')"));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        foreach (var entry in entries)
            entry.Position = await rows.ReadAsync(cancel) ? rows.GetInt64(0)
                : throw new ConcurrencyException("A stream has changed since it was decided on.", null);
    }

    private NpgsqlBatchCommand Command(IReadOnlyList<Entry> entries)
    {
        var command = new NpgsqlBatchCommand(Append);
        void Column<TItem, T>(NpgsqlDbType type, IEnumerable<TItem> items, Func<TItem, T> value) =>
            command.Parameters.Add(new NpgsqlParameter<T[]>
            {
                NpgsqlDbType = NpgsqlDbType.Array | type,
                TypedValue = [.. items.Select(value)],
            });

        var streams = entries.GroupBy(entry => entry.Stream).ToArray();
        Column(NpgsqlDbType.Varchar, streams, stream => stream.Key.ToString());
        Column(NpgsqlDbType.Bigint, streams, stream => stream.First().Version - 1);
        Column(NpgsqlDbType.Bigint, streams, stream => stream.Last().Version);

        var json = store.Options.Serializer();
        Column(NpgsqlDbType.Uuid, entries, entry => entry.Draft.ActivityId);
        Column(NpgsqlDbType.Varchar, entries, entry => entry.Stream.ToString());
        Column(NpgsqlDbType.Bigint, entries, entry => entry.Version);
        Column(NpgsqlDbType.Jsonb, entries, entry => json.ToJson(entry.Activity));
        Column(NpgsqlDbType.Varchar, entries, entry => entry.Draft.Type.StoredName);
        Column(NpgsqlDbType.TimestampTz, entries, entry => entry.RecordedAt.UtcDateTime);
        Column(NpgsqlDbType.Varchar, entries, entry => entry.Draft.Type.DotNetName);
        Column(NpgsqlDbType.Varchar, entries, entry => entry.Draft.CorrelationId);
        Column(NpgsqlDbType.Varchar, entries, entry => entry.Draft.CausationId);
        Column(NpgsqlDbType.Jsonb, entries, entry => json.ToJson(EventHeaders.Of(entry.Draft, entry.Personal)));
        Column(NpgsqlDbType.Varchar, entries, entry => entry.Draft.Original?.RecordedBy ?? entry.Draft.By.Name);
        return command;
    }
}
