using System.Diagnostics;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Soak;

/// <summary>
/// Sends what a recorder of the fault runs sends, at a steady rate and without hundreds of lines at once.
/// </summary>
internal sealed class SteadyRecorder(
    string name, SoakOptions options, int recorders, Caller caller, Observations observations, Latencies latencies,
    Journal journal)
{
    /// <summary>Lines of one submission before the load begins.</summary>
    private const int Lines = 500;

    /// <summary>Where those lines are repeated nothing new is recorded, so that they count as few.</summary>
    private const int Many = 10;

    private readonly Recorder _recorder = new(name, options.Seed, caller, observations, journal);
    private readonly Script _script = new(name, new(options.Seed, name), caller.Nodes, histories: false);

    /// <summary>Begins so many streams.</summary>
    public async Task BeginAsync(int streams, CancellationToken end)
    {
        for (var begun = 0; begun < streams; begun += Lines)
            await _recorder.DeliverAsync(_script.History(Math.Min(Lines, streams - begun)), end);
    }

    /// <param name="closing">Stops new submissions.</param>
    /// <param name="end">Cancels the current one.</param>
    public async Task RunAsync(CancellationToken closing, CancellationToken end)
    {
        var (clock, due) = (Stopwatch.StartNew(), TimeSpan.Zero);
        while (!closing.IsCancellationRequested)
        {
            if (_script.Next() is not { } submission) continue;
            var took = Stopwatch.StartNew();
            await _recorder.DeliverAsync(submission, end);
            latencies.Add(took);
            // After an outage it goes on at the same rate, and does not hurry to make up for it.
            if (due < clock.Elapsed) due = clock.Elapsed;
            var items = Math.Min(submission.Items.Count, Many);
            due += TimeSpan.FromSeconds(items * recorders / options.Rate) - took.Elapsed;
            if (due - clock.Elapsed is { Ticks: > 0 } early) await PauseAsync(early, closing);
        }
    }

    private static async Task PauseAsync(TimeSpan pause, CancellationToken closing)
    {
        try
        {
            await Task.Delay(pause, closing);
        }
        catch (OperationCanceledException)
        {
            // It sends nothing more.
        }
    }
}
