using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Tests.Hosting;
using ClusterEvents.Tests.Recording.Shapes;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Diagnosis;

/// <summary>Whoever holds the store up is named, with how to end it.</summary>
public sealed class HoldersCheckTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string OfLock = "The service waits for a lock of", OfTimelines = "Timelines or the log wait for";

    private readonly HoldersCheck _check = new(TimeSpan.Zero);

    /// <summary>What makes an index takes such a lock, which readers do not meet.</summary>
    [Fact]
    public async Task Whoever_blocks_recordings_alone_is_named()
    {
        Task<Answer> recording;
        await using (var held = await HeldLock.ByAsync(
            app.Database, "lock table clusterevents.mt_events in share mode"))
        {
            recording = app.PostEventAsync(Scenarios.Flowers());

            var fault = Assert.Single(await FoundAsync(OfLock));
            Assert.StartsWith($"{OfLock} a transaction of ClusterEvents (login clusterevents, open since ", fault.Text,
                StringComparison.Ordinal);
            Assert.EndsWith($"close that program, or run `select pg_terminate_backend({held.ProcessId})`.", fault.Text,
                StringComparison.Ordinal);
        }

        await recording;
    }

    [Fact]
    public async Task A_prepared_transaction_that_blocks_recordings_is_named_and_no_other()
    {
        await PrepareAsync("unrelated", "create table unrelated ()");
        await PrepareAsync("it's left", "lock table clusterevents.mt_events in share mode");
        var recording = app.PostEventAsync(Scenarios.Flowers());

        var fault = Assert.Single(await FoundAsync(OfLock));
        await EndAsync("unrelated", "it''s left");
        await recording;

        Assert.StartsWith($"{OfLock} the prepared transaction it's left (login clusterevents, open since ", fault.Text,
            StringComparison.Ordinal);
        Assert.EndsWith("): end it in this database with `rollback prepared 'it''s left'`.", fault.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prepared_transaction_that_has_taken_a_position_is_named()
    {
        await PrepareAsync("holder", "select nextval('clusterevents.mt_events_sequence')");
        await app.GivenAsync(Samples.CommunityActivityHeld("after-a-gap"));

        var found = await FoundAsync(OfTimelines);
        await EndAsync("holder");

        Assert.Contains(found, fault => fault.Text.StartsWith(
            $"{OfTimelines} the prepared transaction holder (login clusterevents, ", StringComparison.Ordinal));
        await Eventually.FindAsync(
            () => _check.FindAsync(app.Database, TestApp.Cancel), left => left.Count == 0);
    }

    /// <summary>The faults, once one begins so.</summary>
    private Task<IReadOnlyList<InstallationFault>> FoundAsync(string beginning) => Eventually.FindAsync(
        () => _check.FindAsync(app.Database, TestApp.Cancel),
        found => found.Any(fault => fault.Text.StartsWith(beginning, StringComparison.Ordinal)));

    private async Task PrepareAsync(string name, string statement)
    {
        await using var connection = new NpgsqlConnection($"{app.ConnectionString};Pooling=false");
        await connection.OpenAsync(TestApp.Cancel);
        await using var prepared = new NpgsqlCommand(
            $"begin; {statement}; prepare transaction '{name.Replace("'", "''", StringComparison.Ordinal)}'",
            connection);
        await prepared.ExecuteNonQueryAsync(TestApp.Cancel);
    }

    private async Task EndAsync(params string[] names)
    {
        foreach (var name in names) await app.ExecuteAsync($"rollback prepared '{name}'");
    }
}
