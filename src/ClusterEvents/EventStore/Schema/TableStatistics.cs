namespace ClusterEvents.EventStore.Schema;

/// <summary>Statistics by which PostgreSQL plans.</summary>
internal static class TableStatistics
{
    /// <summary>A statement that gathers those of events and streams, and of further tables.</summary>
    public static string Analyze(params string[] tables) =>
        string.Join(", ", ["analyze clusterevents.mt_events", "clusterevents.mt_streams", .. tables]);
}
