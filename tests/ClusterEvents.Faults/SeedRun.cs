using System.Globalization;
using ClusterEvents.Faults.Checks;
using ClusterEvents.Faults.Clients;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults;

/// <summary>The run of one seed: start, record and read while faults occur; then repair, settle and check.</summary>
internal sealed class SeedRun(int seed, Options options, Journal journal)
{
    private const int Recorders = 6;
    private const int Readers = 3;

    private readonly Observations _observations = new();

    /// <summary>The size of the file system for cluster, WAL and data.</summary>
    private int DiskMegabytes => 320 + (2 * (int)options.Duration.TotalSeconds);

    /// <summary>Runs it.</summary>
    /// <returns>The violations; empty if there are none.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        var nodes = options.Nodes ?? new RandomSource(seed, "nodes").Number(1, 2);
        var plan = FaultPlan.Of(seed, options, nodes);
        journal.Say(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {nodes} node(s), {plan.Count} faults in {options.Duration.TotalSeconds:0} s"));
        foreach (var fault in plan)
            journal.Say(string.Create(CultureInfo.InvariantCulture, $"plan: at {fault.At.TotalSeconds:0.0} s {fault}"));
        int? disk = plan.Any(fault => fault.Kind == FaultKind.Disk) ? DiskMegabytes : null;
        await using var listener = await Listener.StartAsync(seed, cancel);
        await using var stand = await Stand.StartAsync(nodes, disk, _ => listener.Settings, journal, cancel);
        await PlayAsync(stand, listener, plan, cancel);
        if (journal.Count > 0) journal.Say($"the nodes' logs are in {await stand.KeepLogsAsync()}");
        return journal.Violations;
    }

    private async Task PlayAsync(
        Stand stand, Listener listener, IReadOnlyList<Fault> plan, CancellationToken cancel)
    {
        // Longer than any fault delays a response.
        using var caller = new Caller(stand.Nodes, _observations, journal, TimeSpan.FromSeconds(12));
        var settling = new Settling(stand, caller, _observations, journal);
        if (!await ArrangeAsync(caller, settling, cancel)) return;
        var began = _observations.Newest;
        journal.Say("serving; clients begin");

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var subscribers = Subscribers(caller);
        var readers = Enumerable.Range(1, Readers)
            .Select(i => new Reader($"reader-{i}", seed, caller, _observations, journal));
        Task[] watching =
        [
            .. readers.Select(reader => reader.RunAsync(over.Token)),
            .. subscribers.Select(subscriber => subscriber.RunAsync(began, over.Token)),
        ];
        await BreakAsync(stand, caller, plan, cancel);
        var settled = await settling.WaitAsync(subscribers, cancel);
        await over.CancelAsync();
        await EndAsync(watching);
        if (!settled) return;
        journal.Say(Progress());
        await AllChecks.RunAsync(stand, subscribers, listener, _observations, began, journal, null, cancel);
    }

    /// <summary>Records the initial situation, and waits until it is projected.</summary>
    private async Task<bool> ArrangeAsync(Caller caller, Settling settling, CancellationToken cancel)
    {
        await new Recorder("situation", seed, caller, _observations, journal)
            .DeliverAsync(Situation.Submission, cancel);
        return await settling.WaitAsync([], cancel);
    }

    private List<Subscriber> Subscribers(Caller caller) => [.. Situation.Timelines.Select((timeline, i) =>
        new Subscriber($"subscriber-{i + 1}", seed, timeline, caller, _observations))];

    /// <summary>Runs recorders and faults; returns when both have ended.</summary>
    private async Task BreakAsync(Stand stand, Caller caller, IReadOnlyList<Fault> plan, CancellationToken cancel)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        closing.CancelAfter(options.Duration);
        var recorders = Enumerable.Range(1, Recorders)
            .Select(i => new Recorder($"recorder-{i}", seed, caller, _observations, journal));
        var recording = Task.WhenAll(recorders.Select(recorder => recorder.RunAsync(closing.Token, cancel)));
        var breaking = new Saboteur(stand, journal, cancel).CarryOutAsync(plan);
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var telling = TellAsync(told.Token);
        await breaking;
        journal.Say("all faults are over");
        try
        {
            await recording.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        }
        catch (TimeoutException)
        {
            journal.Violation(
                "what is sent again is acknowledged at last", "a recorder waits still, a minute after the last fault");
        }

        await told.CancelAsync();
        await EndAsync(telling);
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (await timer.WaitForNextTickAsync(cancel)) journal.Say(Progress());
    }

    private string Progress() => "so far: " + string.Join(", ",
        _observations.Counts.OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => $"{count.Value} {count.Key}"));

    /// <summary>Waits for cancelled tasks.</summary>
    private static async Task EndAsync(params Task[] tasks)
    {
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException)
        {
            // Cancelled, as requested.
        }
    }
}
