using System.Text.Json;
using ClusterEvents.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class RecordingDoorTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact(Timeout = 60_000)]
    public async Task Who_comes_after_it_was_closed_is_told_to_send_it_again()
    {
        var cancel = TestContext.Current.CancellationToken;
        // One beside that of the program, which is not to stop.
        using var door = new RecordingDoor(app.Get<Ledger>(), app.Get<Recordings>(), app.Get<Imports>(),
            app.Get<DoorLoad>(), TimeProvider.System, NullLogger<RecordingDoor>.Instance);
        await door.StartAsync(cancel);
        var recorded = Assert.Single(await door.RecordAsync([Flowers()], cancel));
        await door.StopAsync(cancel);

        var alone = await Assert.ThrowsAnyAsync<Exception>(() => door.RecordAsync([Flowers()], cancel));
        var many = await Assert.ThrowsAnyAsync<Exception>(() => door.RecordEachAsync([Flowers(), Flowers()], cancel));

        Assert.NotNull(recorded.Recorded);
        Assert.True(Failures.StoreIsAway(alone));
        Assert.True(Failures.StoreIsAway(many));
    }

    private Draft Flowers() => app.Get<CloudEventReader>().Read(
        JsonSerializer.SerializeToElement(Scenarios.Flowers()), "", Recorder.System, preserve: false,
        new ClusterEvents.Recording.Binding.Faults())!;
}
