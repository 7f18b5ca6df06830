using System.Diagnostics;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults.Soak;

/// <summary>What happens to an installation in its long life, spread evenly over the run.</summary>
internal sealed class Disturbances(
    Stand stand, Certificate certificate, Clock? clock, SoakOptions options, Journal journal)
{
    private int _restarts;

    /// <summary>Restarts so far, of PostgreSQL and of the second node.</summary>
    public int Restarts => _restarts;

    public async Task CarryOutAsync(CancellationToken cancel)
    {
        var began = Stopwatch.StartNew();
        (TimeSpan At, Func<CancellationToken, Task> What)[] plan =
        [
            .. Spread(options.Restarts, RestartAsync),
            .. Spread(options.Passwords, ChangePasswordAsync),
            .. Spread(options.Certificates, ChangeCertificateAsync),
            .. Spread(clock is null ? 0 : options.ClockSteps, StepClockAsync),
        ];
        foreach (var (at, what) in plan.OrderBy(one => one.At))
        {
            if (at - began.Elapsed is { Ticks: > 0 } early) await Task.Delay(early, cancel);
            await what(cancel);
        }
    }

    private IEnumerable<(TimeSpan At, Func<CancellationToken, Task> What)> Spread(
        int count, Func<CancellationToken, Task> what) =>
        Enumerable.Range(1, count).Select(i => (options.Duration * i / (count + 1), what));

    /// <summary>The measured node is not restarted, because its memory would begin anew.</summary>
    private Task RestartAsync(CancellationToken cancel)
    {
        var (turn, other) = (_restarts++ % 3, stand.Nodes.Skip(1).FirstOrDefault());
        if (turn == 0 || other is null)
        {
            journal.Say("PostgreSQL is restarted");
            return stand.Store.RestartAsync("restart", TimeSpan.Zero, cancel);
        }

        journal.Say(turn == 1 ? $"{other.Name} is stopped and started" : $"{other.Name} is killed and started");
        return turn == 1 ? other.RestartAsync(cancel) : other.KillAsync(TimeSpan.Zero, cancel);
    }

    private Task ChangePasswordAsync(CancellationToken cancel)
    {
        journal.Say("the password of the login is changed");
        return stand.Store.ChangePasswordAsync(cancel);
    }

    private async Task ChangeCertificateAsync(CancellationToken cancel)
    {
        if (await certificate.RenewAsync(cancel) is { } took)
            journal.Say($"the certificate is changed, and served after {took.TotalSeconds:0.0} s");
        else
            journal.Violation("a new certificate file is served", "new connections are still given the old one");
    }

    private Task StepClockAsync(CancellationToken cancel)
    {
        journal.Say($"the clock of {stand.Nodes[0].Name} is at {clock!.Step()} s");
        return Task.CompletedTask;
    }
}
