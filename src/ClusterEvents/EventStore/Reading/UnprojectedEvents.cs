using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Reads the events that a projection has not reached yet, for those who must not miss what was recorded a moment ago.
/// </summary>
internal static class UnprojectedEvents
{
    /// <summary>
    /// The maximum number of events that are looked at, newest first. Usually there are none or a few; while a
    /// projection is far behind, reading everything would cost more than it tells.
    /// </summary>
    private const int Most = 200;

    /// <summary>The newest events of some types, in the order of recording.</summary>
    /// <param name="progress">The progress of the projection: a SQL expression of
    /// <see cref="Daemon.ProjectionProgress.Of"/>.</param>
    /// <param name="storedNames">The stored names of their types.</param>
    public static NpgsqlBatchCommand Newest(string progress, IReadOnlyCollection<string> storedNames) => new(
        $"""
        select id, stream_id, version, seq_id, timestamp, user_name, type, data::text
        from (select id, stream_id, version, seq_id, timestamp, user_name, type, data from clusterevents.mt_events
          where seq_id > {progress} order by seq_id desc limit {Most}) newest
        where type = any($1) order by seq_id
        """)
    {
        Parameters = { new() { Value = storedNames.ToArray() } },
    };

    /// <summary>The events that <see cref="Newest"/> found.</summary>
    public static async Task<List<StoredActivity>> ReadAsync(
        NpgsqlDataReader rows, EventCatalogue catalogue, CancellationToken cancel)
    {
        var events = new List<StoredActivity>();
        while (await rows.ReadAsync(cancel))
            events.Add(new(
                rows.GetGuid(0), StreamKey.Parse(rows.GetString(1)), rows.GetInt64(2), rows.GetInt64(3),
                rows.GetFieldValue<DateTimeOffset>(4), rows.IsDBNull(5) ? null : rows.GetString(5),
                catalogue.ShapeStoredAs(rows.GetString(6)).Read(rows.GetString(7)), ImmutableArray<string>.Empty));
        return events;
    }
}
