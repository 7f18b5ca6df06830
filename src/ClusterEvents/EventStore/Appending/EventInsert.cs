using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using JasperFx;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Appends entries to Marten's tables, as its quick append does, but all streams of a transaction with one statement:
/// through a session it is a call and a walk of the unit of work for each stream, which costs several times what the
/// rows do. It also gives positions in the order of the entries, whatever streams they are on.
/// </summary>
internal static class EventInsert
{
    /// <summary>
    /// What is no longer as it was when it was decided on: a stream that was read, or an event of this id. The streams
    /// are held as they are until the commit: otherwise another node's change to one of them, decided on and not
    /// committed yet, could get the lower position, and what the record says could not be recorded in its order again.
    /// </summary>
    internal const string Outdated =
        """
        select from unnest($1, $2) as r (id, version)
        left join (select id, version from clusterevents.mt_streams where id = any($1) order by id for share) s
          using (id)
        where s.version is distinct from r.version
        union all
        select from clusterevents.mt_events where id = any($3)
        limit 1
        """;

    /// <summary>
    /// Events and streams only where everything is as it was when it was decided on. Otherwise no position is taken,
    /// for one without an event would hold up the daemon; and an event without a position is refused by the table, and
    /// the whole statement with it.
    /// </summary>
    private static readonly string Append =
        $"""
        with outdated as ({Outdated}),
        stream as (
          insert into clusterevents.mt_streams as s (id, version, timestamp)
          select id, until, now() from unnest($4, $5, $6) as t (id, since, until)
          where not exists (select from outdated)
            and (since = 0 or exists (select from clusterevents.mt_streams s where s.id = t.id))
          on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
            where s.version = excluded.version - ($6[array_position($4, s.id)] - $5[array_position($4, s.id)])
          returning id)
        insert into clusterevents.mt_events
          (seq_id, {string.Join(", ", StoreColumns.OfEvent.Select(column => column.Name))})
        select case when (select count(*) from stream) = cardinality($4)
          then nextval('clusterevents.mt_events_sequence') end, e.*
        from unnest({string.Join(", ", StoreColumns.OfEvent.Select((_, index) => $"${index + 7}"))}) as e
        returning seq_id
        """;

    /// <summary>Writes the entries with one statement, and tells each its position.</summary>
    /// <param name="command">A command of the connection, and of the transaction if there is one.</param>
    /// <param name="accepted">What was decided on.</param>
    /// <param name="read">
    /// Streams with the versions that the decisions rest on; another node may have changed them meanwhile.
    /// </param>
    /// <exception cref="ConcurrencyException">
    /// Something is no longer as it was decided on; nothing was written.
    /// </exception>
    public static void Write(
        NpgsqlCommand command, IReadOnlyList<AcceptedEvent> accepted,
        IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> read)
    {
        var streams = StreamRow.Of(accepted);
        command.CommandText = Append;
        AddOutdated(command, accepted, read);
        command.Parameters.Add(Array(NpgsqlDbType.Varchar, streams.Select(stream => stream.Key.ToString())));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, streams.Select(stream => stream.Since)));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, streams.Select(stream => stream.Until)));
        foreach (var column in StoreColumns.OfEvent) command.Parameters.Add(column.Values(accepted));
        try
        {
            using var rows = command.ExecuteReader();
            foreach (var one in accepted)
            {
                rows.Read();
                one.Position = rows.GetInt64(0);
            }
        }
        catch (PostgresException exception)
            when (exception is { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "seq_id" })
        {
            throw new ConcurrencyException("Something has changed since it was decided on.", null);
        }
    }

    /// <summary>The parameters of <see cref="Outdated"/>.</summary>
    internal static void AddOutdated(
        NpgsqlCommand command, IReadOnlyList<AcceptedEvent> accepted,
        IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> read)
    {
        command.Parameters.Add(Array(NpgsqlDbType.Varchar, read.Select(stream => stream.Key.ToString())));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, read.Select(stream => stream.Value.Version)));
        command.Parameters.Add(Array(NpgsqlDbType.Uuid, accepted.Select(accepted => accepted.Draft.ActivityId)));
    }

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. values] };
}
