using System.Collections.Concurrent;
using System.Diagnostics;
using ClusterEvents.EventStore.Appending;

namespace ClusterEvents.Faults.Stands;

/// <summary>
/// Breaks what the plan says when it says so. What hits one target takes turns, what hits others overlaps.
/// </summary>
internal sealed class Saboteur(Stand stand, Journal journal, CancellationToken cancel)
{
    /// <summary>How long a commit may let itself be waited for; the log alone commits about once a second.</summary>
    private static readonly TimeSpan LongestWaitForCommit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = [];

    /// <summary>Returns when the last fault is over and everything that was broken is whole again.</summary>
    public async Task CarryOutAsync(IReadOnlyList<Fault> plan)
    {
        var clock = Stopwatch.StartNew();
        var underWay = new List<Task>();
        foreach (var fault in plan)
        {
            if (fault.At - clock.Elapsed is { Ticks: > 0 } early) await Task.Delay(early, cancel);
            underWay.Add(BreakAsync(fault));
        }

        await Task.WhenAll(underWay);
        if (await stand.Store.EnsureRunningAsync(cancel)) journal.Say("postgres had ended and was started again");
    }

    private async Task BreakAsync(Fault fault)
    {
        if (fault.Kind == FaultKind.Disk && stand.Disk is null) return;
        var turn = _turns.GetOrAdd(Target(fault), _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            journal.Say($"fault: {fault}");
            await CarryOutAsync(fault);
            if (fault.Way != "cut") journal.Say($"  over: {fault}");
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A store that is to be started needs room on its disk: both are one target.</summary>
    private static string Target(Fault fault) => fault.Kind switch
    {
        FaultKind.Postgres or FaultKind.Disk => "store",
        FaultKind.Proxy => $"way {fault.Node}",
        // A node that is stopped can be killed.
        FaultKind.Stop => $"pause {fault.Node}",
        _ => $"node {fault.Node}",
    };

    private Task CarryOutAsync(Fault fault) => fault.Kind switch
    {
        FaultKind.Kill => stand.Nodes[fault.Node].KillAsync(fault.For, cancel),
        FaultKind.Stop => stand.Nodes[fault.Node].SuspendAsync(fault.For, cancel),
        FaultKind.Postgres => stand.Store.RestartAsync(fault.Way, fault.For, cancel),
        FaultKind.Disk => FillAsync(stand.Disk!, fault.For),
        _ => HoldUpAsync(stand.Nodes[fault.Node].Way, fault),
    };

    private async Task FillAsync(Disk disk, TimeSpan time)
    {
        disk.Fill();
        try
        {
            await Task.Delay(time, cancel);
        }
        finally
        {
            disk.Empty();
        }

        if (await stand.Store.EnsureRunningAsync(cancel))
            journal.Say("postgres gave up on the full disk and was started again");
    }

    /// <summary>
    /// Holds back commits for a while, from the first one on. Most appends are one statement and have none, so that
    /// some time may pass before one comes; a fault that never happens would prove nothing, and is a violation.
    /// </summary>
    private async Task HoldCommitsAsync(Forwarder way, TimeSpan time, Dice dice)
    {
        way.HoldsCommits = true;
        try
        {
            var clock = Stopwatch.StartNew();
            while (way.HeldCommits.Count == 0 && clock.Elapsed < LongestWaitForCommit)
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            if (way.HeldCommits.Count == 0)
                journal.Violation("every planned fault happens",
                    $"no commit came within {LongestWaitForCommit.TotalSeconds:0} s on a connection named "
                    + $"`{AppendConnections.ApplicationName}`, so that none was held back");
            else await Task.Delay(time, cancel);
        }
        finally
        {
            way.HoldsCommits = false;
            // Some of them never arrive, and what was sent before is undone.
            foreach (var connection in way.HeldCommits)
                (dice.Percent(30) ? (Action)connection.Dispose : connection.Release)();
        }
    }

    private async Task HoldUpAsync(Forwarder way, Fault fault)
    {
        var dice = new Dice(fault.Draw, "connections");
        switch (fault.Way)
        {
            case "cut":
                way.Break(_ => dice.Percent(fault.Share));
                break;
            case "refuse":
                await way.CutAsync();
                await Task.Delay(fault.For, cancel);
                way.Mend();
                break;
            case "commits":
                await HoldCommitsAsync(way, fault.For, dice);
                break;
            default:
                var mute = fault.Way == "mute";
                var held = way.Stall(_ => dice.Percent(fault.Share), answersOnly: mute);
                await Task.Delay(fault.For, cancel);
                // Who is mute is cut off at last: what the store did for it, it never hears of.
                foreach (var connection in held) (mute ? (Action)connection.Dispose : connection.Release)();
                break;
        }
    }
}
