using ClusterEvents.EventStore.Schema;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>A server is told from one with another record, also by a login that may know little.</summary>
public sealed class ServerIdentityTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly ServerIdentity Primary = new("7-16384", "first", Start, Replicates: false);

    [Theory]
    [InlineData("7-16384", "first", 0, false, null)]
    [InlineData("7-16384", "first", 5, true, null)]
    // A standby that has not received the first event yet.
    [InlineData("7-16384", null, 5, true, null)]
    [InlineData(null, "first", 5, true, null)]
    // A copy of the record on another server, a database beside it, and one that another login may not tell from it.
    [InlineData("8-16384", "first", 5, true, "another record")]
    [InlineData("7-16385", "first", 0, false, "another record")]
    [InlineData(null, "another", 5, true, "another record")]
    [InlineData(null, null, 5, true, "another record")]
    // Promoted: it has the same identity, and goes its own way.
    [InlineData("7-16384", "first", 5, false, "takes writes of its own")]
    public void A_server_has_the_record_of_the_primary_or_is_told_why_not(
        string? store, string? first, int later, bool replicates, string? says)
    {
        var difference = new ServerIdentity(store, first, Start.AddMinutes(later), replicates).DifferenceTo(Primary);

        if (says is null) Assert.Null(difference);
        else Assert.Contains(says, difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_may_not_ask_for_the_system_tells_records_by_their_first_event()
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        var all = await ServerIdentity.OfAsync(connection, TestApp.Cancel);
        await RunAsync(
            """
            revoke execute on function pg_control_system() from public; create role knows_little;
            grant usage on schema clusterevents to knows_little;
            grant select on clusterevents.mt_events to knows_little; set role knows_little
            """);

        var little = await ServerIdentity.OfAsync(connection, TestApp.Cancel);

        await RunAsync("reset role; drop owned by knows_little; drop role knows_little; "
            + "grant execute on function pg_control_system() to public");
        Assert.NotNull(all.Store);
        Assert.NotNull(all.First);
        Assert.Equal(all with { Store = null }, little);

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(TestApp.Cancel);
        }
    }
}
