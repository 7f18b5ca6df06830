using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

[Collection<OnEmptyRecord>]
public sealed partial class ConnectionTests(EmptyApp app)
{
    [Fact]
    public void The_private_server_has_room_for_all_connections_of_a_node_and_for_others()
    {
        var room = int.Parse(
            MaxConnections().Match(ServerSettings.Text(port: 1, throwaway: false)).Groups[1].Value,
            CultureInfo.InvariantCulture);

        Assert.InRange(Pools(app).Sum(), 1, room - 10);
    }

    [Fact]
    public async Task A_connection_string_may_set_the_pool_size()
    {
        await using var narrow = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = await Template.Migrated.CopyAsync() + ";Maximum Pool Size=14",
        });
        await narrow.InitializeAsync();

        Assert.Equal([14, 14], Pools(narrow));
        (await narrow.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_node_whose_host_vanishes_is_detected_by_the_database_as_soon_as_by_other_nodes()
    {
        foreach (var pool in new[] { app.Database, app.Get<AppendConnections>().Source })
        {
            await using var query = pool.CreateCommand(
                """
                select current_setting('tcp_keepalives_idle')::int + current_setting('tcp_keepalives_interval')::int
                  * current_setting('tcp_keepalives_count')::int
                """);

            Assert.InRange((int)(await query.ExecuteScalarAsync(TestApp.Cancel))!, 1, 20);
        }
    }

    [Fact]
    public async Task A_server_whose_host_vanishes_is_detected_within_a_minute()
    {
        foreach (var pool in new[] { app.Database, app.Get<AppendConnections>().Source })
        {
            await using var connection = await pool.OpenConnectionAsync(TestApp.Cancel);

            if (OperatingSystem.IsLinux())
                Assert.InRange(
                    TcpUserTimeout.Of(connection)!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void Pages_do_not_use_an_unreachable_host_for_ten_seconds_at_a_time()
    {
        var reads = new NpgsqlConnectionStringBuilder("Host=a,b;Host Recheck Seconds=1");

        StoreConnections.LimitWaits(reads);

        Assert.Equal(10, reads.HostRecheckSeconds);
    }

    /// <summary>Where nothing is said, connecting is given up after 15 seconds, and a statement after 30.</summary>
    [Theory]
    [InlineData("Host=a", 3, 5)]
    [InlineData("Host=a;Timeout=7;Command Timeout=9", 7, 9)]
    public void Pages_wait_for_a_standby_that_is_gone_for_seconds_unless_the_setting_says_otherwise(
        string connection, int timeout, int commandTimeout)
    {
        var reads = new NpgsqlConnectionStringBuilder(connection);

        StoreConnections.LimitWaits(reads);

        Assert.Equal((timeout, commandTimeout), (reads.Timeout, reads.CommandTimeout));
    }

    private static int[] Pools(TestApp app) =>
    [
        .. new[] { app.Database, app.Get<AppendConnections>().Source }
            .Select(pool => new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize),
    ];

    [GeneratedRegex("max_connections = '([0-9]+)'")]
    private static partial Regex MaxConnections();
}
