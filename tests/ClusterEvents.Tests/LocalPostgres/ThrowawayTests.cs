using ClusterEvents.LocalPostgres;
using Xunit;

namespace ClusterEvents.Tests.LocalPostgres;

public sealed class ThrowawayTests
{
    private static readonly LocalPostgresOptions Options = new() { Throwaway = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_throwaway_folder_is_removed_at_the_end()
    {
        string folder;
        await using (var server = await LocalPostgresServer.StartAsync(Options, Cancellation))
        {
            folder = server.DataFolder;
            Assert.Equal("300", await Database.RunAsync(
                server.ConnectionString("postgres"), "show max_connections", Cancellation));
        }
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Throwaway_servers_run_side_by_side_and_leave_each_other_alone()
    {
        var servers = await Task.WhenAll(
            LocalPostgresServer.StartAsync(Options, Cancellation),
            LocalPostgresServer.StartAsync(Options, Cancellation));

        Assert.NotEqual(servers[0].DataFolder, servers[1].DataFolder);
        foreach (var server in servers)
        {
            Assert.Equal(1, await Database.RunAsync(server.ConnectionString("postgres"), "select 1", Cancellation));
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_killed_test_run_left_behind_is_removed_at_the_next_start()
    {
        using var holder = HolderProcess.Start(folder: null);
        var left = await holder.ServerAsync(Cancellation);
        await holder.KillAsync();

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);

        Assert.False(Directory.Exists(left.Folder));
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => Database.OpenAsync(left.Connection, Cancellation));
    }

    [Fact]
    public async Task A_throwaway_server_with_a_chosen_folder_is_a_mistake() =>
        await Assert.ThrowsAsync<ArgumentException>(() => LocalPostgresServer.StartAsync(
            new LocalPostgresOptions { Throwaway = true, DataFolder = "/somewhere" }, Cancellation));
}
