using System.Threading.Channels;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// The one door into the record. Requests that arrive together share a transaction: one commit, and one wait for the
/// disk, acknowledges all of them. A request alone does not wait for company.
/// </summary>
public sealed class AppendQueue(
    EventAppender appender, IdempotencyStore recordings, ImportLock imports, AppendBackpressure backpressure, TimeProvider time, ILogger<AppendQueue> log)
    : BackgroundService
{
    /// <summary>
    /// Drafts that share a transaction: lines of an import fill it, and nobody waits long for one of this size.
    /// </summary>
    private const int LargestGroup = 512;

    /// <summary>
    /// How long a sender is kept waiting for the store; what it sent may be recorded later, and is recognised then.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>How long a transaction may take before the store counts as one that does not confirm it.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(4_096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>When the transaction began that is under way; 0 where none is.</summary>
    private long _begun;

    /// <summary>Whether the log was told that the store confirms nothing, and not yet that it does again.</summary>
    private int _toldOfOutage;

    /// <summary>
    /// Whether the store has not confirmed a transaction for ten seconds, as while a synchronous standby is away.
    /// </summary>
    public bool IsStalled => Volatile.Read(ref _begun) is > 0 and var begun && time.GetElapsedTime(begun) > Long;

    /// <summary>Records drafts that belong together, all or none, and returns after the commit.</summary>
    /// <exception cref="NpgsqlException">
    /// The store cannot be reached, or the program stops; send it again, it will be recorded once.
    /// </exception>
    /// <exception cref="TimeoutException">The store does not confirm it; the same holds.</exception>
    public async Task<IReadOnlyList<RecordingResult>> RecordAsync(IReadOnlyList<Draft> request, CancellationToken cancel) =>
        (await WaitAsync(new([request], TaskCreationOptions.None), cancel))[0];

    /// <summary>
    /// Records drafts that stand each for itself, in their order: what is refused does not keep the others out.
    /// </summary>
    public async Task<IReadOnlyList<RecordingResult>> RecordEachAsync(IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        if (drafts.Count == 0) return [];
        // Whoever sends many goes on with many more: those who sent one must not wait for that.
        var waiting = new Waiting([.. drafts.Select(draft => (Draft[])[draft])],
            TaskCreationOptions.RunContinuationsAsynchronously);
        return [.. (await WaitAsync(waiting, cancel)).Select(results => results[0])];
    }

    /// <summary>
    /// Announces that lines of history follow; they have come to an end when the result is disposed of.
    /// </summary>
    public Task<ImportLock.Import> BeginImportAsync(CancellationToken cancel) => imports.BeginAsync(cancel);

    private async Task<IReadOnlyList<IReadOnlyList<RecordingResult>>> WaitAsync(Waiting waiting, CancellationToken cancel)
    {
        try
        {
            await EnterAsync(waiting, cancel);
            return await waiting.Results.Task.WaitAsync(LongestWait, time, cancel);
        }
        catch (TimeoutException)
        {
            // Everybody who sends meanwhile waits as long.
            if (Interlocked.Exchange(ref _toldOfOutage, 1) == 0)
                log.LogWarning(
                    "The store has not confirmed a recording for {Seconds} s. Is a synchronous standby away?",
                    LongestWait.TotalSeconds);
            throw;
        }
    }

    /// <summary>
    /// Takes a place in the queue. Whoever was sent away leaves what it sent there, so that in a long outage none is
    /// free, and nobody is to wait longer for one than for the store.
    /// </summary>
    private async Task EnterAsync(Waiting waiting, CancellationToken cancel)
    {
        if (_queue.Writer.TryWrite(waiting)) return;
        using var late = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await _queue.Writer.WriteAsync(waiting, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException("The store confirms nothing, and too many wait for it.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ServeAsync(stoppingToken);
        }
        finally
        {
            // Whoever waits still, or comes now, would otherwise wait for ever.
            _queue.Writer.TryComplete(Stopped());
            while (_queue.Reader.TryRead(out var waiting)) Fail([waiting], Stopped());
        }
    }

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        while (await WaitForWorkAsync(stoppingToken))
        {
            var (group, drafts) = (new List<Waiting>(), 0);
            while (drafts < LargestGroup && _queue.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
                drafts += waiting.Requests.Sum(request => request.Count);
            }

            Volatile.Write(ref _begun, time.GetTimestamp());
            await RecordGroupAsync(group, stoppingToken);
            Volatile.Write(ref _begun, 0);
        }
    }

    private async ValueTask<bool> WaitForWorkAsync(CancellationToken cancel)
    {
        if (_queue.Reader.Count > 0) return true;
        backpressure.Report(working: false);
        var come = await _queue.Reader.WaitToReadAsync(cancel);
        backpressure.Report(working: come);
        return come;
    }

    private async Task RecordGroupAsync(List<Waiting> group, CancellationToken cancel)
    {
        IReadOnlyList<Draft>[] requests = [.. group.SelectMany(waiting => waiting.Requests)];
        try
        {
            var results = requests.Length == 1
                ? [await RecordAloneAsync(requests[0], cancel)] : await appender.RecordAsync(requests, cancel);
            if (Interlocked.Exchange(ref _toldOfOutage, 0) == 1)
                log.LogInformation("The store confirms recordings again");
            Elsewhere(() => Answer(group, results));
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            Fail(group, Stopped());
        }
        catch (Exception exception) when (requests.Length > 1 && !Failures.StoreIsAway(exception))
        {
            // One of them may be at fault, so each gets a transaction of its own; what did commit is recognised.
            log.LogDebug(exception, "A group of {Count} requests is recorded one by one", requests.Length);
            foreach (var waiting in group) await RecordOneByOneAsync(waiting, cancel);
        }
        catch (Exception exception)
        {
            Fail(group, exception);
        }
    }

    /// <summary>
    /// Answers while the next group is under way; and all of a group by one worker, for to wake one for each costs more
    /// than the answer.
    /// </summary>
    private static void Elsewhere(Action answer) =>
        ThreadPool.UnsafeQueueUserWorkItem(static answer => answer(), answer, preferLocal: false);

    private static void Fail(List<Waiting> group, Exception exception) =>
        Elsewhere(() => group.ForEach(waiting => waiting.Results.TrySetException(exception)));

    /// <summary>Told as a store that is away is told: send it again, it will be recorded once.</summary>
    private static NpgsqlException Stopped() => new("The program stops, and records nothing any more.");

    private static void Answer(List<Waiting> group, IReadOnlyList<IReadOnlyList<RecordingResult>> results)
    {
        var told = 0;
        foreach (var waiting in group)
        {
            waiting.Results.TrySetResult([.. results.Skip(told).Take(waiting.Requests.Count)]);
            told += waiting.Requests.Count;
        }
    }

    private async Task RecordOneByOneAsync(Waiting waiting, CancellationToken cancel)
    {
        try
        {
            var results = new List<IReadOnlyList<RecordingResult>>(waiting.Requests.Count);
            foreach (var request in waiting.Requests) results.Add(await RecordAloneAsync(request, cancel));
            Elsewhere(() => waiting.Results.TrySetResult(results));
        }
        catch (Exception exception)
        {
            Fail([waiting], cancel.IsCancellationRequested ? Stopped() : exception);
        }
    }

    /// <summary>
    /// Where another node was first, either it recorded this very request, or it changed the same stream: then the
    /// sender must look at the stream before it decides again.
    /// </summary>
    private async Task<IReadOnlyList<RecordingResult>> RecordAloneAsync(IReadOnlyList<Draft> request, CancellationToken cancel)
    {
        try
        {
            return (await appender.RecordAsync([request], cancel))[0];
        }
        catch (Exception exception) when (Failures.IsRace(exception))
        {
            var found = await recordings.FindAsync(request, cancel);
            return [.. request.Select(draft => found.TryGetValue(draft.ActivityId, out var first)
                ? Repetition.Of(draft, first) : RecordingResult.Of(Rejection.ConcurrentWrite))];
        }
    }

    /// <summary>Requests that came together and are answered together; each is recorded whole or not at all.</summary>
    private sealed record Waiting(IReadOnlyList<IReadOnlyList<Draft>> Requests, TaskCreationOptions Continuing)
    {
        public TaskCompletionSource<IReadOnlyList<IReadOnlyList<RecordingResult>>> Results { get; } = new(Continuing);
    }
}
