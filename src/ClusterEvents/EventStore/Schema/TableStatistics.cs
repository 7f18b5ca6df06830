namespace ClusterEvents.EventStore.Schema;

/// <summary>Statistics for PostgreSQL's planner.</summary>
internal static class TableStatistics
{
    /// <summary>A statement that analyses events, streams and further tables.</summary>
    public static string Analyze(params string[] tables) =>
        string.Join(", ", ["analyze clusterevents.mt_events", "clusterevents.mt_streams", .. tables]);
}
