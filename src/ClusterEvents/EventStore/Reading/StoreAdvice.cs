using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>What a failure of the database means to whoever runs the service, and what to do about it.</summary>
public static class StoreAdvice
{
    /// <summary>What to do about connections that do not keep their session.</summary>
    public const string ForPooler =
        "The database is behind a pooler that does not keep a session for each connection, or refuses its settings. "
        + "Connect to PostgreSQL itself: the service has a pool of its own, and needs sessions for locks, "
        + "notifications and prepared statements.";

    /// <summary>What to do about a database that takes no writes.</summary>
    public static string ForOnlyReading(string reason) =>
        $"The database only reads ({reason}). Name the primary, or both hosts of a pair.";

    /// <summary>One sentence for a known cause; the message of the database otherwise.</summary>
    public static string Of(Exception exception)
    {
        var reason = Failures.Reason(exception);
        return Failures.Chain(exception).OfType<PostgresException>().FirstOrDefault()?.SqlState switch
        {
            PostgresErrorCodes.DiskFull => $"The disk of the database is full ({reason}). Make room on it.",
            PostgresErrorCodes.OutOfMemory => $"The database has no memory left ({reason}).",
            PostgresErrorCodes.TooManyConnections =>
                $"The database takes no more connections ({reason}). Raise max_connections, "
                    + "or lower Maximum Pool Size.",
            PostgresErrorCodes.ProtocolViolation or PostgresErrorCodes.InvalidSqlStatementName =>
                $"{ForPooler} ({reason})",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"The login of the service lacks a right ({reason}). "
                    + "Run `db-apply` with the login that owns the schema, and make the login of the service a member "
                    + "of clusterevents_service (`grant clusterevents_service to …`).",
            PostgresErrorCodes.InvalidCatalogName =>
                $"There is no such database ({reason}). Create it (`createdb`), or check Database.",
            PostgresErrorCodes.ReadOnlySqlTransaction => ForOnlyReading(reason),
            _ when Failures.StoreIsChanged(exception) =>
                $"The store lacks what the program needs ({reason}). Run `doctor`: a start with the login that owns "
                    + "the store mends most of it; otherwise restore it from a backup.",
            _ when Failures.LacksFile(exception) =>
                $"The file of passwords cannot be read ({reason.TrimEnd('.')}). Check Passfile, and that the login of "
                    + "the service may read it.",
            _ when Failures.LoginIsRefused(exception) =>
                $"The database refuses the login ({reason}). Check Username and Password.",
            _ when Failures.Chain(exception).OfType<TimeoutException>().Any() =>
                $"The database does not answer in time ({reason}).",
            _ => reason,
        };
    }
}
