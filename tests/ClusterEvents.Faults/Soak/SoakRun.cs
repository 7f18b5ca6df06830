using System.Globalization;
using ClusterEvents.Faults.Checks;
using ClusterEvents.Faults.Clients;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults.Soak;

/// <summary>
/// A long run at a steady load, with restarts and changes of passwords, certificates and the clock meanwhile, and
/// measurements of the first node. Then everything is checked as after faults.
/// </summary>
internal sealed class SoakRun(SoakOptions options, Journal journal)
{
    private const int Recorders = 4;
    private const int Visitors = 4;

    /// <summary>Measurements for each that collects everything: often enough for a slope, too seldom to help.</summary>
    private const int Whole = 5;

    private readonly Observations _observations = new();
    private readonly Latencies _recording = new();
    private readonly Latencies _reading = new();

    /// <summary>Runs it.</summary>
    /// <returns>The violations; empty if there are none.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        await using var listener = await Listener.StartAsync(options.Seed, cancel);
        await using var metrics = await MetricsReceiver.StartAsync(cancel);
        using var certificate = new Certificate();
        using var clock = options.ClockSteps > 0 ? Clock.TryMake() : null;
        if (clock is null && options.ClockSteps > 0)
            journal.LeaveOut("clock-steps", "libfaketime is not installed here");
        IEnumerable<KeyValuePair<string, string?>> first =
            [.. listener.Settings, .. metrics.Settings, .. certificate.Settings, .. clock?.Settings ?? []];
        await using var stand = await Stand.StartAsync(
            options.Nodes, null, node => node == 0 ? first : listener.Settings, journal, cancel);
        using var caller = new Caller(stand.Nodes, _observations, journal, TimeSpan.FromSeconds(12));
        var disturbances = new Disturbances(stand, certificate, clock, options, journal);
        await PlayAsync(stand, listener, metrics, disturbances, caller, certificate, cancel);
        if (journal.Count > 0) journal.Say($"the nodes' logs are in {await stand.KeepLogsAsync()}");
        return journal.Violations;
    }

    private async Task PlayAsync(
        Stand stand, Listener listener, MetricsReceiver metrics, Disturbances disturbances, Caller caller,
        Certificate certificate, CancellationToken cancel)
    {
        var settling = new Settling(stand, caller, _observations, journal);
        await new Recorder("situation", options.Seed, caller, _observations, journal)
            .DeliverAsync(Situation.Submission, cancel);
        SteadyRecorder[] recorders = [.. Enumerable.Range(1, Recorders).Select(i => new SteadyRecorder(
            $"recorder-{i}", options, Recorders, caller, _observations, _recording, journal))];
        await Task.WhenAll(recorders.Select(one => one.BeginAsync(options.Streams / Recorders, cancel)));
        if (!await settling.WaitAsync([], cancel)) return;
        var began = _observations.Newest;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Subscriber[] subscribers = [.. Situation.Timelines.Select((timeline, i) =>
            new Subscriber($"subscriber-{i + 1}", options.Seed, timeline, caller, _observations))];
        var visitors = Enumerable.Range(1, Visitors).Select(i => new Visitor(
            $"visitor-{i}", options, TimeSpan.FromSeconds(Visitors / options.Visits), caller, certificate,
            _observations, _reading, journal));
        var gauge = new Gauge(stand, metrics, _observations, _recording, _reading);
        gauge.Begin();
        Task[] watching =
        [
            .. subscribers.Select(subscriber => subscriber.RunAsync(began, over.Token)),
            .. visitors.Select(visitor => visitor.RunAsync(over.Token)),
            MeasureAsync(gauge, disturbances, over.Token),
        ];
        await LoadAsync(recorders, disturbances, watching, cancel);
        var settled = await settling.WaitAsync(subscribers, cancel);
        await over.CancelAsync();
        await EndAsync(watching);
        SoakVerdict.Tell(gauge.Rows, options.WarmUp, journal);
        // Checkpoints say the time of the node, and an audit tells those that cannot be.
        var expected = options.ClockSteps > 0 ? "signing-time" : null;
        if (settled)
            await AllChecks.RunAsync(stand, subscribers, listener, _observations, began, journal, expected, cancel);
    }

    /// <summary>Records for as long as the run lasts; ends early where something cannot go on.</summary>
    private async Task LoadAsync(
        SteadyRecorder[] recorders, Disturbances disturbances, Task[] watching, CancellationToken cancel)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        closing.CancelAfter(options.Duration);
        var load = Task.WhenAll(
            [.. recorders.Select(one => one.RunAsync(closing.Token, cancel)), disturbances.CarryOutAsync(cancel)]);
        var failed = Task.WhenAny(watching);
        if (await Task.WhenAny(load, failed) == failed) await await failed;
        await load;
    }

    private async Task MeasureAsync(Gauge gauge, Disturbances disturbances, CancellationToken end)
    {
        await using var table = options.Csv is { } file
            ? new StreamWriter(file) { AutoFlush = true } : StreamWriter.Null;
        await table.WriteLineAsync(SoakRow.Header);
        using var timer = new PeriodicTimer(options.Sample);
        for (var count = 1; await timer.WaitForNextTickAsync(end); count++)
        {
            var whole = count % Whole == 0 || options.Duration < Whole * options.Sample;
            if (await gauge.MeasureAsync(whole, disturbances.Restarts, end) is not { } row) continue;
            journal.Say(row.ToString());
            await table.WriteLineAsync(row.ToCsv());
        }
    }

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
