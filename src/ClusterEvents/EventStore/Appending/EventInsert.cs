using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using JasperFx;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Appends events to Marten's tables as its quick append does, but all streams of a transaction in one statement: a
/// Marten session makes one call for each stream, at several times the cost of the rows. It also assigns positions in
/// the order of the events, across streams.
/// </summary>
internal static class EventInsert
{
    /// <summary>
    /// Finds streams whose version has changed, and event ids that exist, since the decision. The stream rows stay
    /// locked until the commit: otherwise a concurrent change that has not committed yet could get a lower position,
    /// and an import in the order of positions would fail.
    /// </summary>
    private const string Outdated =
        """
        select from unnest($1, $2) as r (id, version)
        left join (select id, version from clusterevents.mt_streams where id = any($1) order by id for share) s
          using (id)
        where s.version is distinct from r.version
        union all
        select from clusterevents.mt_events where id = any($3)
        union all
        select from clusterevents.claim where claim = any($4) and not claim = any($5)
        limit 1
        """;

    /// <summary>
    /// Inserts events and streams only if nothing has changed since the decision. Otherwise it takes no position,
    /// because a position without an event would delay the daemon; the table rejects an event without a position, and
    /// with it the whole statement.
    /// </summary>
    private static readonly string Append =
        $"""
        with outdated as ({Outdated}),
        stream as (
          insert into clusterevents.mt_streams as s (id, version, timestamp, created)
          select id, until, newest, first from unnest($6, $7, $8, $9, $10) as t (id, since, until, newest, first)
          where not exists (select from outdated)
            and (since = 0 or exists (select from clusterevents.mt_streams s where s.id = t.id))
          on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
            where s.version = excluded.version - ($8[array_position($6, s.id)] - $7[array_position($6, s.id)])
          returning id)
        insert into clusterevents.mt_events
          (seq_id, {string.Join(", ", StoreColumns.OfEvent.Select(column => column.Name))})
        select case when (select count(*) from stream) = cardinality($6)
          then nextval('clusterevents.mt_events_sequence') end, e.*
        from unnest({string.Join(", ", StoreColumns.OfEvent.Select((_, index) => $"${index + 11}"))}) as e
        returning seq_id
        """;

    /// <summary>Inserts the events with one statement, and sets their positions.</summary>
    /// <param name="command">A command on the connection, in its transaction if there is one.</param>
    /// <param name="accepted">The accepted events.</param>
    /// <param name="read">The versions of the streams that the decisions read; another node may have changed
    /// them.</param>
    /// <param name="mergers">The mergers that the decisions know; another node may have recorded more.</param>
    /// <exception cref="ConcurrencyException">Something changed since the decision; nothing was written.</exception>
    public static void Write(
        NpgsqlCommand command, IReadOnlyList<AcceptedEvent> accepted,
        IReadOnlyCollection<KeyValuePair<StreamKey, StreamSnapshot>> read, KnownMergers mergers)
    {
        var streams = accepted.GroupBy(one => one.Stream)
            .Select(of => (of.Key, Since: of.First().Version - 1, Until: of.Last().Version,
                First: of.First().RecordedAt, Newest: of.Last().RecordedAt)).ToArray();
        command.CommandText = Append;
        command.Parameters.Add(Array(NpgsqlDbType.Varchar, read.Select(stream => stream.Key.ToString())));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, read.Select(stream => stream.Value.Version)));
        command.Parameters.Add(Array(NpgsqlDbType.Uuid, accepted.Select(one => one.Draft.ActivityId)));
        command.Parameters.Add(Array(NpgsqlDbType.Text, mergers.LookedUp));
        command.Parameters.Add(Array(NpgsqlDbType.Text, mergers.Held));
        command.Parameters.Add(Array(NpgsqlDbType.Varchar, streams.Select(stream => stream.Key.ToString())));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, streams.Select(stream => stream.Since)));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, streams.Select(stream => stream.Until)));
        // The times of a stream are those of its events, so that an audit can compare them.
        command.Parameters.Add(Array(NpgsqlDbType.TimestampTz, streams.Select(stream => stream.Newest.UtcDateTime)));
        command.Parameters.Add(Array(NpgsqlDbType.TimestampTz, streams.Select(stream => stream.First.UtcDateTime)));
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

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. values] };
}
