using System.Diagnostics;
using System.Net.Sockets;
using JasperFx;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Classifies exceptions of the database, however deeply libraries have wrapped them.</summary>
public static class Failures
{
    /// <summary>Another transaction was first: a version, key or id has been taken in the meantime.</summary>
    public static bool IsRace(Exception exception) => Chain(exception).Any(e =>
        e is ConcurrencyException or PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected,
        });

    /// <summary>
    /// The database is unreachable, starting or stopping, did not answer in time, or rejects the login.
    /// </summary>
    public static bool StoreIsAway(Exception exception) => LoginIsRefused(exception) || Chain(exception).Any(e =>
        e is SocketException or TimeoutException or EndOfStreamException
        || e is PostgresException postgres && (IsServerAway(postgres.SqlState) || Ends(postgres))
        || e is NpgsqlException and not PostgresException || LostProtocolSync(e))
        || LacksFile(exception);

    /// <summary>
    /// The same, or the database does not let the login do what the program needs. Somebody puts that right while the
    /// program runs; for an audit, it is a finding.
    /// </summary>
    public static bool StoreIsUnusable(Exception exception) => StoreIsAway(exception) || LacksRight(exception);

    /// <summary>Whether the database itself is unusable, rather than another server.</summary>
    public static bool IsOutage(Exception exception) => Chain(exception).OfType<NpgsqlException>().Any()
        ? StoreIsUnusable(exception) : LacksFile(exception);

    /// <summary>A table, column or function that the program needs is not there: somebody changed the store.</summary>
    public static bool StoreIsChanged(Exception exception) => Chain(exception).Any(e => e is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedObject
            or PostgresErrorCodes.InvalidSchemaName,
    });

    /// <summary>The database rejects the login, for example after a password change while this program runs.</summary>
    public static bool LoginIsRefused(Exception exception) => Chain(exception).Any(e =>
        e is PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
        });

    /// <summary>The file of passwords that a new connection reads is missing, or closed to the service.</summary>
    public static bool LacksFile(Exception exception) => Chain(exception).Any(e =>
        e is IOException or UnauthorizedAccessException && new StackTrace(e).GetFrames().Any(
            frame => frame.GetMethod()?.DeclaringType?.Assembly == typeof(NpgsqlException).Assembly
                && frame.GetMethod()!.DeclaringType!.Name.StartsWith("PgPassFile", StringComparison.Ordinal)));

    /// <summary>The disk of the database is full.</summary>
    public static bool HasNoRoom(Exception exception) =>
        Chain(exception).Any(e => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull });

    /// <summary>The database takes no writes, as a standby does.</summary>
    public static bool StoreOnlyReads(Exception exception) =>
        Chain(exception).Any(e => e is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction });

    /// <summary>The login lacks a right, or the database only reads.</summary>
    public static bool LacksRight(Exception exception) => StoreOnlyReads(exception)
        || Chain(exception).Any(e => e is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege });

    /// <summary>The message of the innermost exception.</summary>
    public static string Reason(Exception exception) => Chain(exception).Last().Message;

    /// <summary>Whether the server ended the connection for its own reasons, such as a full disk.</summary>
    private static bool Ends(PostgresException exception) =>
        exception is { InvariantSeverity: "FATAL" or "PANIC", SqlState: PostgresErrorCodes.InternalError };

    /// <summary>
    /// Whether Npgsql lost protocol synchronisation and closed the connection. A statement that is cancelled during
    /// planning counts as prepared although its result columns were not received; the next execution on that
    /// connection then fails once.
    /// </summary>
    private static bool LostProtocolSync(Exception exception) =>
        exception.GetType() == typeof(Exception) && exception.Source == typeof(NpgsqlException).Assembly.GetName().Name;

    private static bool IsServerAway(string state) =>
        state.StartsWith("08", StringComparison.Ordinal)      // the connection is broken
        || state.StartsWith("57P", StringComparison.Ordinal)  // shut down, crashed or starting up
        || state.StartsWith("53", StringComparison.Ordinal)   // no room: disk, memory or connections
        || state == PostgresErrorCodes.IoError;               // the disk fails

    /// <summary>The exception and its inner exceptions.</summary>
    public static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
