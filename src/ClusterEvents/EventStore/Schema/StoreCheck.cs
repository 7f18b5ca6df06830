using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Checks at a start whether a configured database can be used, over connections like those that the program will use:
/// what a pooler refuses or loses would otherwise show only when somebody records.
/// </summary>
public static class StoreCheck
{
    private const string Setting = $"ConnectionStrings__{MartenStore.ConnectionName}";

    /// <summary>The minimum pool size: a verification alone uses over ten connections at once.</summary>
    private const int FewestConnections = 16;

    private const int OldestVersion = 15;

    /// <exception cref="CannotStartException">The database cannot be used; the message says why.</exception>
    public static async Task RequireUsableAsync(string connectionString, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        RequireRoom(settings);
        StoreConnections.UseSessions(settings);
        // Two connections of its own, which are closed afterwards.
        settings.Pooling = false;
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancel);
            RequireVersion(connection);
            await RequireUtf8Async(connection, cancel);
            await RequireTimeZoneAsync(connection, Clock.Zone, cancel);
            await RequireSessionsAsync(connection, settings, cancel);
        }
        catch (Exception exception) when (exception is NpgsqlException || Failures.LacksFile(exception))
        {
            throw new CannotStartException($"{Setting} leads to no usable PostgreSQL: "
                + $"{StoreAdvice.Of(exception).TrimEnd('.')}."
                + (exception is PostgresException || Failures.LacksFile(exception) ? ""
                    : " Check host, port, database and password."));
        }
    }

    /// <summary>Rejects pools that are too small, in which parts of the program would wait for each other.</summary>
    private static void RequireRoom(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.MaxPoolSize is var most && most < FewestConnections)
            throw new CannotStartException(
                $"{Setting} has Maximum Pool Size={most}: write {FewestConnections} or more, or leave it out.");
    }

    private static void RequireVersion(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestVersion)
            throw new CannotStartException(
                $"{Setting} leads to PostgreSQL {connection.PostgreSqlVersion}; {OldestVersion} or newer is needed.");
    }

    private static async Task RequireUtf8Async(NpgsqlConnection connection, CancellationToken cancel)
    {
        var encoding = await AskAsync<string>(connection, "select current_setting('server_encoding')", cancel);
        if (encoding is not "UTF8")
            throw new CannotStartException(
                $"{Setting} leads to a database in the encoding {encoding}, which cannot hold Vietnamese. Create one "
                + "with `create database … encoding 'UTF8' template template0`.");
    }

    /// <summary>
    /// Rejects a database that cannot tell the day in a time zone: a small installation may have no zones.
    /// </summary>
    internal static async Task RequireTimeZoneAsync(
        NpgsqlConnection connection, string zone, CancellationToken cancel)
    {
        try
        {
            await using var query = new NpgsqlCommand("select now() at time zone $1", connection);
            query.Parameters.Add(new() { Value = zone });
            await query.ExecuteScalarAsync(cancel);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            throw new CannotStartException(
                $"The database does not know the time zone {zone}, in which days are counted: install time zone data "
                + "on its machine (the package `tzdata`).");
        }
    }

    /// <summary>
    /// Two connections that are open at once have two sessions, and keep them. A pooler that gives sessions to
    /// transactions lets both use the one that was free last; and any pooler can be told to drop what it does not know.
    /// </summary>
    private static async Task RequireSessionsAsync(
        NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings, CancellationToken cancel)
    {
        await using var other = new NpgsqlConnection(settings.ConnectionString);
        var own = await SessionAsync(connection, cancel);
        await other.OpenAsync(cancel);
        var shared = await SessionAsync(other, cancel) == own || await SessionAsync(connection, cancel) != own;
        var dropped = settings.Options == StoreConnections.SessionSettings()
            && await AskAsync<string>(connection, "select current_setting('plan_cache_mode')", cancel)
                != StoreConnections.CustomPlans;
        if (shared || dropped)
            throw new CannotStartException($"{Setting}: {StoreAdvice.ForPooler}");
    }

    private static async Task<int> SessionAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await AskAsync<int>(connection, "select pg_backend_pid()", cancel);

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(sql, connection);
        return (T)(await query.ExecuteScalarAsync(cancel))!;
    }
}
