namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Parts of SQL for statements of other rooms that join events with tables of their own in one snapshot. Each can stand
/// wherever SQL takes what its summary says.
/// </summary>
internal static class EventFragments
{
    /// <summary>An expression: the newest position of an activity on record; 0 in an empty store.</summary>
    public const string NewestPosition =
        """
        coalesce((select seq_id from clusterevents.mt_events
          where type <> 'tombstone' order by seq_id desc limit 1), 0)
        """;

    /// <summary>A join: the events at the positions of a column, with the columns of
    /// <see cref="StoredCloudEvent.Columns"/>, whose names no other table of the statement may have.</summary>
    /// <param name="position">The column.</param>
    public static string JoinAt(string position) => $"join clusterevents.mt_events e on e.seq_id = {position}";

    /// <summary>An expression: the position of the event of an id; null where there is none.</summary>
    /// <param name="id">A parameter, or a column of the statement around it.</param>
    public static string PositionOf(string id) => $"(select seq_id from clusterevents.mt_events where id = {id})";
}
