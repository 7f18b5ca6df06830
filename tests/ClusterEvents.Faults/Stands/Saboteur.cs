using System.Collections.Concurrent;
using System.Diagnostics;
using ClusterEvents.EventStore.Appending;

namespace ClusterEvents.Faults.Stands;

/// <summary>
/// Carries out the planned faults at their times: sequentially for one target, concurrently for several.
/// </summary>
internal sealed class Saboteur(Stand stand, Journal journal, CancellationToken cancel)
{
    /// <summary>The longest wait for a commit to hold back. The sealer alone commits about once a second.</summary>
    private static readonly TimeSpan LongestWaitForCommit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = [];

    /// <summary>Returns when the last fault has ended and everything is repaired.</summary>
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

    /// <summary>The target of a fault; PostgreSQL and its disk are one, because a start needs free space.</summary>
    private static string Target(Fault fault) => fault.Kind switch
    {
        FaultKind.Postgres or FaultKind.Disk => "store",
        FaultKind.Proxy => $"way {fault.Node}",
        // A suspended node can be killed.
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
    private async Task HoldCommitsAsync(Forwarder way, TimeSpan time, RandomSource random)
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
            // Some commits never arrive, so their transactions are rolled back.
            foreach (var connection in way.HeldCommits)
                (random.Percent(30) ? (Action)connection.Dispose : connection.Release)();
        }
    }

    private async Task HoldUpAsync(Forwarder way, Fault fault)
    {
        var random = new RandomSource(fault.Draw, "connections");
        switch (fault.Way)
        {
            case "cut":
                way.Break(_ => random.Percent(fault.Share));
                break;
            case "refuse":
                await way.CutAsync();
                await Task.Delay(fault.For, cancel);
                way.Mend();
                break;
            case "commits":
                await HoldCommitsAsync(way, fault.For, random);
                break;
            default:
                var mute = fault.Way == "mute";
                var held = way.Stall(_ => random.Percent(fault.Share), answersOnly: mute);
                await Task.Delay(fault.For, cancel);
                // Cut muted connections at the end: the client never learns what was committed.
                foreach (var connection in held) (mute ? (Action)connection.Dispose : connection.Release)();
                break;
        }
    }
}
