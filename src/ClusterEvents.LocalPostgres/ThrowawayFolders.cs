namespace ClusterEvents.LocalPostgres;

/// <summary>Hands out temporary folders for tests and clears those whose program was killed before it could.</summary>
internal static class ThrowawayFolders
{
    private static readonly TimeSpan GateLimit = TimeSpan.FromMinutes(2);

    /// <summary>The folder that holds all of this user's throw-away folders.</summary>
    public static string Parent { get; } =
        Path.Combine(Path.GetTempPath(), "ClusterEvents-throwaway-" + Environment.UserName);

    /// <summary>Removes leftovers, then makes and locks a new folder.</summary>
    public static async Task<InstanceLock> ClaimAsync(
        IReadOnlyList<PostgresBinaries> installed, CancellationToken cancellation)
    {
        // The lock on the parent is held throughout: a folder that was just made, but is not locked yet, would
        // otherwise look like a leftover to the next program.
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
            // Its program is just removing it.
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
            // A server that does not stop must not keep the next test from running; a later start tries again.
        }
    }
}
