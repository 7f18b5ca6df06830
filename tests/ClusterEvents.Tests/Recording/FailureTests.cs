using ClusterEvents.Recording;
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
    [InlineData("FATAL", PostgresErrorCodes.InvalidPassword, false)]
    [InlineData("ERROR", PostgresErrorCodes.UndefinedTable, false)]
    public void What_a_server_answers_that_cannot_go_on_is_an_outage(string severity, string state, bool away)
    {
        // Messages come in the language of the server; only the severity beside them is the same everywhere.
        var failure = new PostgresException("no", "schwerwiegend", severity, state);

        Assert.Equal(away, Failures.StoreIsAway(failure));
        Assert.Equal(away, Failures.StoreIsAway(new InvalidOperationException("A page was not written.", failure)));
    }

    [Fact]
    public void The_reason_is_what_lies_innermost()
    {
        var wrapped = new InvalidOperationException("A shard failed.",
            new InvalidOperationException("A page was not written.", new TimeoutException("No answer came.")));

        Assert.Equal("No answer came.", Failures.Reason(wrapped));
    }
}
