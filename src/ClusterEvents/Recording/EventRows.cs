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
    /// <summary>
    /// Events and streams only where everything is as it was when it was decided on: streams that were read at their
    /// versions, streams that are written at theirs, and no event on record under these ids. Otherwise no position is
    /// taken, for one without an event would hold up the daemon; and an event without a position is refused by the table,
    /// and the whole statement with it.
    /// </summary>
    private const string Append =
        """
        with outdated as (
          select from unnest($1, $2) as r (id, version) left join clusterevents.mt_streams s using (id)
          where s.version is distinct from r.version
          union all
          select from clusterevents.mt_events where id = any($6)
          limit 1),
        stream as (
          insert into clusterevents.mt_streams as s (id, version, timestamp)
          select id, until, now() from unnest($3, $4, $5) as t (id, since, until)
          where not exists (select from outdated)
          on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
            where s.version = excluded.version - ($5[array_position($3, s.id)] - $4[array_position($3, s.id)])
          returning id)
        insert into clusterevents.mt_events
          (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers,
           user_name)
        select case when (select count(*) from stream) = cardinality($3)
          then nextval('clusterevents.mt_events_sequence') end, e.*
        from unnest($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as e
        returning seq_id
        """;

    /// <summary>Writes the entries with one statement, and tells each its position.</summary>
    /// <param name="command">A command of the connection, and of the transaction if there is one.</param>
    /// <param name="entries">What was decided on.</param>
    /// <param name="read">Streams with the versions that the decisions rest on, where nobody has asked the store.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="ConcurrencyException">Something is no longer as it was decided on; nothing was written.</exception>
    public async Task WriteAsync(
        NpgsqlCommand command, IReadOnlyList<Entry> entries, IReadOnlyCollection<KeyValuePair<StreamKey, FoldedStream>> read,
        CancellationToken cancel)
    {
        Fill(command, entries, read);
        try
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            foreach (var entry in entries)
            {
                await rows.ReadAsync(cancel);
                entry.Position = rows.GetInt64(0);
            }
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "seq_id" })
        {
            throw new ConcurrencyException("Something has changed since it was decided on.", null);
        }
    }

    private void Fill(
        NpgsqlCommand command, IReadOnlyList<Entry> entries, IReadOnlyCollection<KeyValuePair<StreamKey, FoldedStream>> read)
    {
        command.CommandText = Append;
        void Column<TItem, T>(NpgsqlDbType type, IEnumerable<TItem> items, Func<TItem, T> value) =>
            command.Parameters.Add(new NpgsqlParameter<T[]>
            {
                NpgsqlDbType = NpgsqlDbType.Array | type,
                TypedValue = [.. items.Select(value)],
            });

        Column(NpgsqlDbType.Varchar, read, stream => stream.Key.ToString());
        Column(NpgsqlDbType.Bigint, read, stream => stream.Value.Version);

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
    }
}
