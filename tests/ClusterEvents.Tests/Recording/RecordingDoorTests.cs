using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Recording;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class RecordingDoorTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact(Timeout = 60_000)]
    public async Task Who_comes_after_it_was_closed_is_told_to_send_it_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var door = Door(TimeProvider.System, NullLogger<RecordingDoor>.Instance);
        await door.StartAsync(cancel);
        var recorded = Assert.Single(await door.RecordAsync([Flowers()], cancel));
        await door.StopAsync(cancel);

        var alone = await Assert.ThrowsAnyAsync<Exception>(() => door.RecordAsync([Flowers()], cancel));
        var many = await Assert.ThrowsAnyAsync<Exception>(() => door.RecordEachAsync([Flowers(), Flowers()], cancel));

        Assert.NotNull(recorded.Recorded);
        Assert.True(Failures.StoreIsAway(alone));
        Assert.True(Failures.StoreIsAway(many));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_refused_with_its_batch_is_new_to_others_of_the_same_transaction()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var door = Door(TimeProvider.System, NullLogger<RecordingDoor>.Instance);
        var directive = Draft(Samples.DirectiveIssued("issued-in-a-batch").CloudEvent());
        // Both wait before it is opened, so that it takes them together.
        var batch = door.RecordAsync([directive, Flowers() with { ExpectedVersion = 7 }], cancel);
        var alone = door.RecordAsync([directive], cancel);
        await door.StartAsync(cancel);

        Assert.All(await batch, outcome => Assert.Null(outcome.Recorded));
        var recorded = Assert.Single(await alone).Recorded!;
        await door.StopAsync(cancel);

        Assert.Equal((1L, false), (recorded.Version, recorded.Duplicate));
        Assert.Equal(recorded.Position,
            long.Parse((string)Assert.Single(await app.EventsAsync($"subject={recorded.Stream}"))["sequence"]!, null));
    }

    [Fact(Timeout = 60_000)]
    public async Task That_the_store_confirms_nothing_is_told_once_until_it_confirms_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (time, log) = (new FakeTimeProvider(), new Heard<RecordingDoor>());
        using var door = Door(time, log);
        await door.StartAsync(cancel);

        for (var outage = 0; outage < 2; outage++)
        {
            await SendInVainAsync(door, time, senders: 3);
            Assert.NotNull(Assert.Single(await door.RecordAsync([Flowers()], cancel)).Recorded);
        }

        await door.StopAsync(cancel);
        string[] told =
        [
            "Warning: The store has not confirmed a recording for 30 s. Is a synchronous standby away?",
            "Information: The store confirms recordings again",
        ];
        Assert.Equal([.. told, .. told], log.Lines);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_waits_longer_for_a_place_in_the_queue_than_for_the_store()
    {
        var cancel = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider();
        using var door = Door(time, NullLogger<RecordingDoor>.Instance);
        await using var connection = await app.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await new NpgsqlCommand("lock table clusterevents.mt_events in share mode", connection)
            .ExecuteNonQueryAsync(cancel);
        await door.StartAsync(cancel);

        // More than the queue holds, and the group that is under way.
        Task[] senders = [.. Enumerable.Range(0, 5_000).Select(_ => door.RecordAsync([Flowers()], cancel))];
        time.Advance(TimeSpan.FromSeconds(30));

        foreach (var sender in senders) await Assert.ThrowsAsync<TimeoutException>(() => sender);
        await transaction.RollbackAsync(cancel);
        await door.StopAsync(cancel);
    }

    /// <summary>Sends one after the other, each for as long as it waits, while nothing can be appended.</summary>
    private async Task SendInVainAsync(RecordingDoor door, FakeTimeProvider time, int senders)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var connection = await app.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await new NpgsqlCommand("lock table clusterevents.mt_events in share mode", connection)
            .ExecuteNonQueryAsync(cancel);
        for (var sender = 0; sender < senders; sender++)
        {
            var waiting = door.RecordAsync([Flowers()], cancel);
            time.Advance(TimeSpan.FromSeconds(30));
            await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        }
    }

    /// <summary>One beside that of the program, which is not to stop.</summary>
    private RecordingDoor Door(TimeProvider time, ILogger<RecordingDoor> log) => new(
        app.Get<Ledger>(), app.Get<Recordings>(), app.Get<Imports>(), app.Get<DoorLoad>(), time, log);

    private Draft Flowers() => Draft(Scenarios.Flowers());

    private Draft Draft(JsonObject cloudEvent) => app.Get<CloudEventReader>().Read(
        JsonSerializer.SerializeToElement(cloudEvent), "", Recorder.System, preserve: false,
        new ClusterEvents.Recording.Binding.Faults())!;
}
