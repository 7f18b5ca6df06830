using ClusterEvents.EventStore.Reading;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class FailureTests
{
    [Theory]
    [InlineData("FATAL", PostgresErrorCodes.InternalError, true)] // "could not write init file"
    [InlineData("PANIC", PostgresErrorCodes.InternalError, true)]
    [InlineData("ERROR", PostgresErrorCodes.InternalError, false)]
    [InlineData("ERROR", PostgresErrorCodes.IoError, true)]
    [InlineData("FATAL", PostgresErrorCodes.IoError, true)]
    [InlineData("ERROR", PostgresErrorCodes.DiskFull, true)]
    [InlineData("FATAL", PostgresErrorCodes.AdminShutdown, true)]
    [InlineData("FATAL", PostgresErrorCodes.InvalidPassword, true)]
    [InlineData("FATAL", PostgresErrorCodes.InvalidAuthorizationSpecification, true)]
    [InlineData("ERROR", PostgresErrorCodes.UndefinedTable, false)]
    public void Errors_of_a_server_that_cannot_continue_are_an_outage(string severity, string state, bool away)
    {
        // Messages are in the language of the server; only the severity field is not translated.
        var failure = new PostgresException("no", "schwerwiegend", severity, state);

        Assert.Equal(away, Failures.StoreIsAway(failure));
        Assert.Equal(away, Failures.StoreIsAway(new InvalidOperationException("A page was not written.", failure)));
    }

    [Fact]
    public async Task A_statement_cancelled_during_its_preparation_is_an_outage_for_the_next_user()
    {
        var database = await TestStore.NewDatabaseAsync();
        await using var others = NpgsqlDataSource.Create(database);
        await ExecuteAsync(others,
            """
            create function planned(int) returns int immutable language plpgsql as
            $$ begin perform pg_sleep($1); return 1; end $$
            """);
        await using var one = NpgsqlDataSource.Create($"{database};Maximum Pool Size=1;Max Auto Prepare=1;"
            + "Auto Prepare Min Usages=1;Options=-c plan_cache_mode=force_custom_plan");
        using var leaving = new CancellationTokenSource();
        var givenUp = AskAsync(one, 60, leaving.Token);
        await Eventually.FindAsync(() => IsPlannedAsync(others), planned => planned);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);

        var failure = await Record.ExceptionAsync(() => AskAsync(one, 0, TestApp.Cancel));

        Assert.True(failure is null || Failures.StoreIsAway(failure), $"{failure}");
        Assert.Equal(1, await AskAsync(one, 0, TestApp.Cancel));
    }

    [Fact]
    public void The_reason_is_the_innermost_exception()
    {
        var wrapped = new InvalidOperationException("A shard failed.",
            new InvalidOperationException("A page was not written.", new TimeoutException("No answer came.")));

        Assert.Equal("No answer came.", Failures.Reason(wrapped));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource store, string statement)
    {
        await using var command = store.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(TestApp.Cancel);
    }

    /// <summary>Runs a statement whose planning takes a number of seconds.</summary>
    private static async Task<object?> AskAsync(NpgsqlDataSource store, int seconds, CancellationToken cancel)
    {
        await using var query = store.CreateCommand("select planned($1)");
        query.Parameters.Add(new() { Value = seconds });
        return await query.ExecuteScalarAsync(cancel);
    }

    private static async Task<bool> IsPlannedAsync(NpgsqlDataSource store)
    {
        await using var query = store.CreateCommand(
            """
            select exists (select from pg_stat_activity
              where datname = current_database() and wait_event = 'PgSleep')
            """);
        return (bool)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
