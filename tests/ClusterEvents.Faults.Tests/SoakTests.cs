using ClusterEvents.Faults.Soak;
using Xunit;

namespace ClusterEvents.Faults.Tests;

/// <summary>
/// A soak run of seconds, so that the long one can be relied on: nobody would notice for months that it no longer runs.
/// What memory does is seen in hours.
/// </summary>
public sealed class SoakTests
{
    [Fact]
    public async Task A_restart_a_password_and_a_certificate_leave_the_record_whole()
    {
        await using var schedule = new StringWriter();
        var journal = new Journal(schedule);
        var violations = await new SoakRun(new()
        {
            Duration = TimeSpan.FromSeconds(3),
            Sample = TimeSpan.FromSeconds(1),
            Visits = 20,
            Streams = 100,
            Nodes = 1,
            Restarts = 1,
            Passwords = 1,
            Certificates = 1,
            Csv = null,
        }, journal).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(violations.Count == 0, schedule.ToString());
        Assert.Matches(@"resident [1-9]\d+ MB, heap [1-9]\d* MB \(\S+ live\)", schedule.ToString());
    }

    [Fact]
    public void A_slope_is_told_with_its_doubt()
    {
        var steady = Trend.Of([.. Enumerable.Range(0, 9).Select(i => (i / 4.0, 100 + (6 * i / 4.0)))]);
        var noisy = Trend.Of([.. Enumerable.Range(0, 9).Select(i => (i / 4.0, 100.0 + (i % 2 * 8)))]);

        Assert.Equal((6, 0), (Math.Round(steady.Slope, 9), Math.Round(steady.Error, 6)));
        Assert.True(Math.Abs(noisy.Slope) < 2 * noisy.Error, noisy.ToString());
        Assert.Equal(double.PositiveInfinity, Trend.Of([(0, 1), (1, 9)]).Error);
    }
}
