using ClusterEvents.Domain;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>Whether a newer version of this program has written to the store what this one does not know.</summary>
internal sealed class NewerStoreCheck : IFaultCheck
{
    public const string Subject = "store version";

    public string About => Subject;

    /// <summary>
    /// Refuses to write to a store with kinds of events that this version does not know: it would show timelines
    /// without them, and decide as if they had not happened.
    /// </summary>
    /// <exception cref="CannotStartException">The message names them.</exception>
    public static async Task RequireKnownAsync(string connectionString, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        if (await UnknownAsync(connection, cancel) is { } fault) throw new CannotStartException(fault);
    }

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        if (database is null) return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await UnknownAsync(connection, cancel) is { } unknown) return [new(About, unknown)];
        var shards = await ProjectionProgress.NamesAsync(connection, cancel);
        return TimelineVersion.NewestAfter(TimelineVersion.Current, shards) is not { } newer ? []
            : [new(About, $"A newer version of this program has served from this store: it has timelines of version "
                + $"{newer.Number}, and this program makes version {TimelineVersion.Current.Number}. Run the newer "
                + "version; whoever went back on purpose may leave it, because nobody reads those.")];
    }

    private static async Task<string?> UnknownAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await NewerStore.UnknownTypesAsync(connection, StoredEvents.Catalogue, cancel) is { Count: > 0 } unknown
            ? $"A newer version of this program has recorded in this store what this one does not know ("
                + $"{string.Join(", ", unknown)}): it would leave that out. Run the newer version, or restore the "
                + "backup from before the upgrade."
            : null;
}
