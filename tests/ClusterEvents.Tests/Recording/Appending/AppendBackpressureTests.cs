using ClusterEvents.EventStore.Appending;
using ClusterEvents.Recording.Appending;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

public sealed class AppendBackpressureTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly AppendBackpressure _backpressure;

    public AppendBackpressureTests() => _backpressure = new(_time);

    [Fact]
    public void A_queue_that_is_always_busy_is_soon_saturated()
    {
        _backpressure.Report(working: true);

        Assert.False(_backpressure.IsSaturated);
        Pass(20);
        Assert.True(_backpressure.IsSaturated);
    }

    [Fact]
    public void A_queue_that_is_idle_between_recordings_is_never_saturated()
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
    public async Task Nobody_backs_off_for_an_idle_queue() =>
        await _backpressure.BackOffAsync(TimeSpan.FromHours(1), TestApp.Cancel);

    [Fact]
    public async Task Backing_off_ends_as_soon_as_the_queue_is_not_saturated()
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
    public async Task Backing_off_ends_after_the_maximum_time()
    {
        _backpressure.Report(working: true);
        Pass(20);
        var waiting = _backpressure.BackOffAsync(100 * Moment, TestApp.Cancel);

        Pass(90);
        Assert.False(waiting.IsCompleted);
        Pass(20);
        await waiting;
    }

    /// <summary>Advances the clock in small steps, so that waiting callers poll in between.</summary>
    private void Pass(int moments)
    {
        for (var i = 0; i < moments; i++) _time.Advance(Moment);
    }
}
