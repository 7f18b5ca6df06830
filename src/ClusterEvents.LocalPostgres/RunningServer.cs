namespace ClusterEvents.LocalPostgres;

/// <summary>Finds a private server that another program runs, for a short task beside it.</summary>
internal static class RunningServer
{
    /// <summary>Its connection string; null if no program uses the folder, or its server is not ready.</summary>
    public static string? ConnectionString(string folder, string database)
    {
        if (!Directory.Exists(folder)) return null;
        using var free = InstanceLock.TryAcquire(folder);
        if (free is not null) return null;
        var cluster = new PostgresCluster(folder);
        return PostmasterFile.Read(cluster.ServerFolder) is { IsComplete: true, Status: "ready" } running
            ? cluster.ConnectionString(running.Port, database) : null;
    }
}
