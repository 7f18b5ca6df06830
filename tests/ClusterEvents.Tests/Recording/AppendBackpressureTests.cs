using ClusterEvents.EventStore.Appending;
using ClusterEvents.Recording.Appending;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class AppendBackpressureTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly AppendBackpressure _backpressure;

    public AppendBackpressureTests() => _backpressure = new(_time);

    [Fact]
    public void A_door_that_works_without_a_pause_is_full_soon()
    {
        _backpressure.Report(working: true);

        Assert.False(_backpressure.IsSaturated);
        Pass(20);
        Assert.True(_backpressure.IsSaturated);
    }

    [Fact]
    public void A_door_that_rests_between_those_who_come_is_never_full()
    {
        for (var i = 0; i < 100; i++)
        {
            _backpressure.Report(working: true);
            Pass(4);
            Assert.False(_backpressure.IsSaturated);
            _backpressure.Report(working: false);
            Pass(1);
        }
    }

    [Fact]
    public async Task Nobody_gives_way_to_an_empty_door() =>
        await _backpressure.BackOffAsync(TimeSpan.FromHours(1), TestApp.Cancel);

    [Fact]
    public async Task Who_gives_way_goes_on_as_soon_as_the_door_is_not_full_any_more()
    {
        _backpressure.Report(working: true);
        Pass(20);
        var waiting = _backpressure.BackOffAsync(TimeSpan.FromHours(1), TestApp.Cancel);

        Pass(20);
        Assert.False(waiting.IsCompleted);
        _backpressure.Report(working: false);
        Pass(20);
        await waiting;
    }

    [Fact]
    public async Task Nobody_gives_way_for_longer_than_told()
    {
        _backpressure.Report(working: true);
        Pass(20);
        var waiting = _backpressure.BackOffAsync(100 * Moment, TestApp.Cancel);

        Pass(90);
        Assert.False(waiting.IsCompleted);
        Pass(20);
        await waiting;
    }

    /// <summary>Lets moments pass, one after the other, so that whoever waits looks in between.</summary>
    private void Pass(int moments)
    {
        for (var i = 0; i < moments; i++) _time.Advance(Moment);
    }
}
