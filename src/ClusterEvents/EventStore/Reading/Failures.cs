using System.Net.Sockets;
using JasperFx;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Tells the failures of the store apart, however deep a library wrapped them.</summary>
public static class Failures
{
    /// <summary>Another transaction was first: a version, a key or an id was taken in the meantime.</summary>
    public static bool IsRace(Exception exception) => Chain(exception).Any(e =>
        e is ConcurrencyException or PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected,
        });

    /// <summary>
    /// The store cannot be reached, is stopping or starting, did not answer in time, or lets nobody in.
    /// </summary>
    public static bool StoreIsAway(Exception exception) => LoginIsRefused(exception) || Chain(exception).Any(e =>
        e is SocketException or TimeoutException or EndOfStreamException
        || e is PostgresException postgres && (IsServerAway(postgres.SqlState) || Ends(postgres))
        || e is NpgsqlException and not PostgresException || LostItsThread(e));

    /// <summary>
    /// The store does not accept the login, as where its password was changed while this program was running.
    /// </summary>
    public static bool LoginIsRefused(Exception exception) => Chain(exception).Any(e =>
        e is PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
        });

    /// <summary>What is to blame, without what libraries wrapped around it.</summary>
    public static string Reason(Exception exception) => Chain(exception).Last().Message;

    /// <summary>
    /// Whether the server gave the connection up for a reason of its own, as where it cannot write its files.
    /// </summary>
    private static bool Ends(PostgresException exception) =>
        exception is { InvariantSeverity: "FATAL" or "PANIC", SqlState: PostgresErrorCodes.InternalError };

    /// <summary>
    /// Whether the driver met an answer that it did not expect, and gave the connection up. A statement that somebody
    /// cancels while it is planned counts as prepared by then, though what it returns was not told: whoever runs it
    /// next on that connection meets this once.
    /// </summary>
    private static bool LostItsThread(Exception exception) =>
        exception.GetType() == typeof(Exception) && exception.Source == typeof(NpgsqlException).Assembly.GetName().Name;

    private static bool IsServerAway(string state) =>
        state.StartsWith("08", StringComparison.Ordinal)      // the connection is broken
        || state.StartsWith("57P", StringComparison.Ordinal)  // shut down, crashed or starting up
        || state.StartsWith("53", StringComparison.Ordinal)   // no room: disk, memory or connections
        || state == PostgresErrorCodes.IoError;               // the disk fails

    /// <summary>The exception, and what it was wrapped around.</summary>
    public static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
