namespace ClusterEvents.LocalPostgres;

/// <summary>Allocates temporary folders for tests, and removes those left by killed programs.</summary>
internal static class ThrowawayFolders
{
    private static readonly TimeSpan GateLimit = TimeSpan.FromMinutes(2);

    /// <summary>The parent of all throw-away folders of this user.</summary>
    public static string Parent { get; } =
        Path.Combine(Path.GetTempPath(), "ClusterEvents-throwaway-" + Environment.UserName);

    /// <summary>Removes leftovers, then creates and locks a new folder.</summary>
    public static async Task<InstanceLock> ClaimAsync(
        IReadOnlyList<PostgresBinaries> installed, CancellationToken cancellation)
    {
        // Hold the lock on the parent throughout: a new folder that is not locked yet would look like a leftover to
        // another program.
        var parent = DataFolders.Make(Parent);
        using var gate = await AcquireAsync(parent, cancellation);
        foreach (var folder in Directory.EnumerateDirectories(parent).ToList())
        {
            if (IsLeftover(folder))
                await RemoveAsync(folder, installed, cancellation);
        }
        return InstanceLock.Acquire(DataFolders.Make(Path.Combine(parent, Path.GetRandomFileName())));
    }

    private static async Task<InstanceLock> AcquireAsync(string parent, CancellationToken cancellation)
    {
        InstanceLock? gate = null;
        await Wait.UntilAsync(() => (gate = InstanceLock.TryAcquire(parent)) is not null, GateLimit, cancellation);
        return gate ?? InstanceLock.Acquire(parent);
    }

    private static bool IsLeftover(string folder)
    {
        try
        {
            using var free = InstanceLock.TryAcquire(folder);
            return free is not null;
        }
        catch (LocalPostgresException)
        {
            // Its program is removing it at this moment.
            return false;
        }
    }

    private static async Task RemoveAsync(
        string folder, IReadOnlyList<PostgresBinaries> installed, CancellationToken cancellation)
    {
        var cluster = new PostgresCluster(folder);
        var user = await UnprivilegedUser.FindAsync(cluster.Folder, cancellation);
        var tools = new PostgresTools(installed[0], user);
        try
        {
            await new Postmaster(cluster, tools, throwaway: true).StopAsync(cancellation);
            await DataFolders.RemoveAsync(folder, cancellation);
        }
        catch (LocalPostgresException)
        {
            // A server that does not stop must not block the next test; a later start retries.
        }
    }
}
