namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// SQL fragments for statements of other parts that join events with their own tables. The summary says what kind of
/// fragment each is.
/// </summary>
internal static class EventFragments
{
    /// <summary>An expression for the newest position of an activity; 0 in an empty store.</summary>
    public const string NewestPosition =
        """
        coalesce((select seq_id from clusterevents.mt_events
          where type <> 'tombstone' order by seq_id desc limit 1), 0)
        """;

    /// <summary>
    /// An expression for the age of the oldest activity after a position, in seconds; 0 if there is none.
    /// </summary>
    /// <param name="position">An expression.</param>
    public static string AgeAfter(string position) =>
        $"""
        coalesce((select greatest(0, round(extract(epoch from clock_timestamp() - timestamp), 3))
          from clusterevents.mt_events where type <> 'tombstone' and seq_id > {position} order by seq_id limit 1),
          0)::double precision
        """;

    /// <summary>A join: the time of the event at the position of a column, null if there is none, as
    /// <c>recorded.timestamp</c>.</summary>
    /// <param name="position">The column.</param>
    public static string JoinTimeAt(string position) =>
        $"left join (select seq_id, timestamp from clusterevents.mt_events) recorded on recorded.seq_id = {position}";

    /// <summary>A join: the events at the positions of a column, with the columns of
    /// <see cref="StoredCloudEvent.Columns"/>, whose names no other table of the statement may have.</summary>
    /// <param name="position">The column.</param>
    public static string JoinAt(string position) => $"join clusterevents.mt_events e on e.seq_id = {position}";

    /// <summary>An expression for the position of the event with an id; null if there is none.</summary>
    /// <param name="id">A parameter, or a column of the statement around it.</param>
    public static string PositionOf(string id) => $"(select seq_id from clusterevents.mt_events where id = {id})";
}
