using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Tests.Recording.Shapes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

public sealed class AppendQueueTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact(Timeout = 60_000)]
    public async Task A_request_after_the_stop_is_answered_with_a_retry()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var queue = NewQueue(TimeProvider.System, NullLogger<RecordingOutage>.Instance);
        await queue.StartAsync(cancel);
        var recorded = Assert.Single(await queue.RecordAsync([Flowers()], cancel));
        await queue.StopAsync(cancel);

        var alone = await Assert.ThrowsAnyAsync<Exception>(() => queue.RecordAsync([Flowers()], cancel));
        var many = await Assert.ThrowsAnyAsync<Exception>(() => queue.RecordEachAsync([Flowers(), Flowers()], cancel));

        Assert.NotNull(recorded.Recorded);
        Assert.True(Failures.StoreIsAway(alone));
        Assert.True(Failures.StoreIsAway(many));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_event_rejected_with_its_batch_is_new_to_others_of_the_same_transaction()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var queue = NewQueue(TimeProvider.System, NullLogger<RecordingOutage>.Instance);
        var directive = Draft(Samples.DirectiveIssued("issued-in-a-batch").With("relatedTo", null).CloudEvent());
        // Both are queued before it starts, so that they form one group.
        var batch = queue.RecordAsync([directive, Flowers() with { ExpectedVersions = [7] }], cancel);
        var alone = queue.RecordAsync([directive], cancel);
        await queue.StartAsync(cancel);

        Assert.All(await batch, result => Assert.Null(result.Recorded));
        var recorded = Assert.Single(await alone).Recorded!;
        await queue.StopAsync(cancel);

        Assert.Equal((1L, false), (recorded.Version, recorded.Duplicate));
        Assert.Equal(recorded.Position,
            long.Parse((string)Assert.Single(await app.EventsAsync($"subject={recorded.Stream}"))["sequence"]!, null));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stalled_commit_is_logged_once_and_so_is_its_end()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (time, log) = (new FakeTimeProvider(), new LogRecorder<RecordingOutage>());
        using var queue = NewQueue(time, log);
        await queue.StartAsync(cancel);

        for (var outage = 0; outage < 2; outage++)
        {
            await SendInVainAsync(queue, time, senders: 3);
            Assert.NotNull(Assert.Single(await queue.RecordAsync([Flowers()], cancel)).Recorded);
        }

        await queue.StopAsync(cancel);
        Assert.Equal(4, log.Lines.Count());
        foreach (var told in log.Lines.Chunk(2))
        {
            // Whoever holds the lock is named: no standby is away.
            Assert.StartsWith("Error: Nothing can be recorded: The store has not confirmed a recording for 30 s. The "
                + "service waits for a lock of a transaction of ClusterEvents ", told[0], StringComparison.Ordinal);
            Assert.Equal("Information: The store confirms recordings again", told[1]);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_waits_longer_for_a_place_in_the_queue_than_for_the_store()
    {
        var cancel = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider();
        using var queue = NewQueue(time, NullLogger<RecordingOutage>.Instance);
        await using var connection = await app.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await new NpgsqlCommand("lock table clusterevents.mt_events in share mode", connection)
            .ExecuteNonQueryAsync(cancel);
        await queue.StartAsync(cancel);

        // More than the capacity of the queue and of the running group.
        Task[] senders = [.. Enumerable.Range(0, 5_000).Select(_ => queue.RecordAsync([Flowers()], cancel))];
        time.Advance(TimeSpan.FromSeconds(30));

        foreach (var sender in senders) await Assert.ThrowsAsync<TimeoutException>(() => sender);
        await transaction.RollbackAsync(cancel);
        await queue.StopAsync(cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_sends_large_batches_delays_others_by_one_of_them()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var queue = NewQueue(TimeProvider.System, NullLogger<RecordingOutage>.Instance);
        var (mallory, lan) = (Office("mallory"), Office("lan"));
        Task<IReadOnlyList<RecordingResult>>[] batches = [.. Enumerable.Range(0, 5).Select(_ => queue.RecordAsync(
            [.. Enumerable.Range(0, Turns.Large).Select(_ => Flowers(mallory))], cancel))];
        var one = queue.RecordAsync([Flowers(lan)], cancel);
        await queue.StartAsync(cancel);

        var position = Assert.Single(await one).Recorded!.Position;
        var last = (await Task.WhenAll(batches)).Select(batch => batch[^1].Recorded!.Position).Order().ToArray();
        await queue.StopAsync(cancel);

        Assert.InRange(position, last[0], last[1]);
    }

    /// <summary>Sends requests sequentially, each until its timeout, while nothing can be appended.</summary>
    private async Task SendInVainAsync(AppendQueue queue, FakeTimeProvider time, int senders)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var connection = await app.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await new NpgsqlCommand("lock table clusterevents.mt_events in share mode", connection)
            .ExecuteNonQueryAsync(cancel);
        for (var sender = 0; sender < senders; sender++)
        {
            var waiting = queue.RecordAsync([Flowers()], cancel);
            await Eventually.FindAsync(
                () => app.Get<TimelineHolders>().BlockingAsync(cancel), holders => holders.Count > 0);
            time.Advance(TimeSpan.FromSeconds(30));
            await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        }
    }

    /// <summary>A second queue beside the program's, which keeps running.</summary>
    private AppendQueue NewQueue(TimeProvider time, ILogger<RecordingOutage> log) => new(
        app.Get<EventAppender>(), app.Get<IdempotencyStore>(), app.Get<ImportLock>(), app.Get<AppendBackpressure>(),
        app.Get<SecurityEvents>(), new RecordingOutage(time, log), app.Get<UnconfirmedRecording>(), time,
        NullLogger<AppendQueue>.Instance);

    private Draft Flowers() => Draft(Scenarios.Flowers());

    private Draft Flowers(Recorder by) => Flowers() with { By = by, Source = by.OwnSource };

    private static Recorder Office(string name) => new(name, true, new HashSet<string>());

    private Draft Draft(JsonObject cloudEvent) => app.Get<CloudEventReader>().Read(
        JsonSerializer.SerializeToElement(cloudEvent), "", Recorder.System, preserve: false,
        new ValidationErrors())!;
}
