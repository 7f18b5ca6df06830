using System.Threading.Channels;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// The one door into the record. Requests that arrive together share a transaction: one commit, and one wait for the
/// disk, acknowledges all of them. A request alone does not wait for company.
/// </summary>
public sealed class RecordingDoor(
    Ledger ledger, Recordings recordings, Imports imports, ILogger<RecordingDoor> log) : BackgroundService
{
    /// <summary>
    /// Drafts that share a transaction: lines of an import fill it, and nobody waits long for one of this size.
    /// </summary>
    private const int LargestGroup = 512;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(4_096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Records drafts that belong together, all or none, and returns after the commit.</summary>
    /// <exception cref="NpgsqlException">
    /// The store cannot be reached; send it again, it will be recorded once.
    /// </exception>
    public async Task<IReadOnlyList<Outcome>> RecordAsync(IReadOnlyList<Draft> request, CancellationToken cancel)
    {
        var waiting = new Waiting(request);
        await _queue.Writer.WriteAsync(waiting, cancel);
        return await waiting.Outcomes.Task.WaitAsync(cancel);
    }

    /// <summary>Records drafts that stand each for itself: what is refused does not keep the others out.</summary>
    public async Task<IReadOnlyList<Outcome>> RecordEachAsync(IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        Waiting[] all = [.. drafts.Select(draft => new Waiting([draft]))];
        foreach (var waiting in all) await _queue.Writer.WriteAsync(waiting, cancel);
        var outcomes = await Task.WhenAll(all.Select(waiting => waiting.Outcomes.Task)).WaitAsync(cancel);
        return [.. outcomes.Select(outcome => outcome[0])];
    }

    /// <summary>
    /// Announces that lines of history follow; they have come to an end when the result is disposed of.
    /// </summary>
    public Task<IAsyncDisposable> BeginImportAsync(CancellationToken cancel) => imports.BeginAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Waiting>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            group.Clear();
            var drafts = 0;
            while (drafts < LargestGroup && _queue.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
                drafts += waiting.Request.Count;
            }

            await RecordGroupAsync(group, stoppingToken);
        }
    }

    private async Task RecordGroupAsync(List<Waiting> group, CancellationToken cancel)
    {
        try
        {
            var outcomes = await ledger.RecordAsync([.. group.Select(waiting => waiting.Request)], cancel);
            for (var i = 0; i < group.Count; i++) group[i].Outcomes.TrySetResult(outcomes[i]);
        }
        catch (Exception exception) when (group.Count > 1 && !Failures.StoreIsAway(exception))
        {
            // One of them may be at fault, so each gets a transaction of its own; what did commit is recognised.
            log.LogDebug(exception, "A group of {Count} requests is recorded one by one", group.Count);
            foreach (var waiting in group) await RecordGroupAsync([waiting], cancel);
        }
        catch (Exception exception) when (Failures.IsRace(exception))
        {
            await AnswerRaceAsync(group[0], cancel);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Outcomes.TrySetException(exception);
        }
    }

    /// <summary>
    /// Another node was first. Either it recorded this very request, or it changed the same stream: then the sender
    /// must look at the stream before it decides again.
    /// </summary>
    private async Task AnswerRaceAsync(Waiting waiting, CancellationToken cancel)
    {
        try
        {
            var found = await recordings.FindAsync(waiting.Request, cancel);
            waiting.Outcomes.TrySetResult([.. waiting.Request.Select(draft =>
                found.TryGetValue(draft.ActivityId, out var first)
                    ? Recordings.Repeat(draft, first) : Outcome.Of(Refusal.Race))]);
        }
        catch (Exception exception)
        {
            waiting.Outcomes.TrySetException(exception);
        }
    }

    private sealed record Waiting(IReadOnlyList<Draft> Request)
    {
        /// <summary>Continues elsewhere, so that a slow reader of an answer never holds up the next group.</summary>
        public TaskCompletionSource<IReadOnlyList<Outcome>> Outcomes { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
