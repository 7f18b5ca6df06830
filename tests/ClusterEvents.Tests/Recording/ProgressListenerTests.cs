using ClusterEvents.EventStore.Daemon;
using ClusterEvents.Faults.Stands;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class ProgressListenerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_silently_lost_connection_is_detected()
    {
        var direct = await TestStore.NewDatabaseAsync();
        await using var store = NpgsqlDataSource.Create(direct);
        await ExecuteAsync(store, "create table progress (position bigint); insert into progress values (1)");
        await using var way = new Forwarder(direct);
        await using var through = NpgsqlDataSource.Create(way.ConnectionString);
        using var heard = new Listener(through);
        await heard.StartAsync(TestApp.Cancel);
        Assert.True(await heard.ReachAsync(1, Patience, TestApp.Cancel));

        Assert.NotEmpty(way.Stall(_ => true, answersOnly: false));
        await ExecuteAsync(store, "update progress set position = 2; notify heard, '2'");

        Assert.True(await heard.ReachAsync(2, Patience, TestApp.Cancel));
        await heard.StopAsync(TestApp.Cancel);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource store, string sql)
    {
        await using var command = store.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestApp.Cancel);
    }

    private sealed class Listener(NpgsqlDataSource database)
        : ProgressListener(database, ["heard"], NullLogger.Instance)
    {
        protected override Task<string?> AskAsync(bool told, CancellationToken cancel) =>
            Task.FromResult(told ? null : "select position from progress");
    }
}
