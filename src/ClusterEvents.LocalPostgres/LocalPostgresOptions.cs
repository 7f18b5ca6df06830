namespace ClusterEvents.LocalPostgres;

/// <summary>Where the private PostgreSQL keeps its data, and whether the data is durable.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>
    /// The folder with the cluster, its password, its log and the lock; created if missing. Null means
    /// <see cref="LocalPostgresServer.DefaultDataFolder"/>. Must be null if <see cref="Throwaway"/> is set.
    /// </summary>
    /// <remarks>It is not PostgreSQL's own data directory, which is a folder inside it.</remarks>
    public string? DataFolder { get; init; }

    /// <summary>
    /// True for tests: the cluster is in a random temporary folder, trades durability for speed, accepts up to 300
    /// connections, and is removed when the server is disposed. False (the default) is durable: a confirmed commit
    /// survives a crash of the program, the server or the machine.
    /// </summary>
    public bool Throwaway { get; init; }

    /// <summary>Where to look for the PostgreSQL programs; null for the usual places. For tests.</summary>
    internal IReadOnlyList<string>? ProgramFolders { get; init; }
}
