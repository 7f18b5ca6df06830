namespace ClusterEvents.LocalPostgres;

/// <summary>Says where the private PostgreSQL keeps its data, and whether that data is meant to last.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>
    /// The folder that holds the cluster, its password, its log and the lock; it is made when absent. Null means
    /// <see cref="LocalPostgresServer.DefaultDataFolder"/>. Must be null when <see cref="Throwaway"/> is set.
    /// </summary>
    /// <remarks>It is not PostgreSQL's own data directory, which is a folder inside it.</remarks>
    public string? DataFolder { get; init; }

    /// <summary>
    /// True for a test: the cluster lives in a random temporary folder, trades durability for speed, takes up to
    /// 300 connections, and is removed when the server is disposed. False, the default, is durable: a commit that
    /// was confirmed survives a crash of the program, of the server and of the machine.
    /// </summary>
    public bool Throwaway { get; init; }

    /// <summary>Where to look for the PostgreSQL programs; null means the usual places. For tests.</summary>
    internal IReadOnlyList<string>? ProgramFolders { get; init; }
}
