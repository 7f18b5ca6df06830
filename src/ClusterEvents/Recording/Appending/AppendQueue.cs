using System.Diagnostics;
using System.Threading.Channels;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Queues recordings and appends them in groups. Requests that arrive together share a transaction (group commit): one
/// commit and one disk flush acknowledge all of them. A single request is appended immediately, and senders take
/// <see cref="Turns{T}"/>.
/// </summary>
public sealed class AppendQueue(
    EventAppender appender, IdempotencyStore recordings, ImportLock imports, AppendBackpressure backpressure,
    SecurityEvents security, RecordingOutage outage, UnconfirmedRecording unconfirmed, TimeProvider time,
    ILogger<AppendQueue> log)
    : BackgroundService
{
    /// <summary>
    /// The maximum number of drafts in a transaction: filled by imports, and small enough to keep waits short.
    /// </summary>
    private const int LargestGroup = 512;

    /// <summary>
    /// How long a sender waits for the database; its recording may still be committed later, and a repetition is
    /// recognised.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly string Unconfirmed =
        $"The store has not confirmed a recording for {LongestWait.TotalSeconds} s.";

    /// <summary>The duration from which a transaction counts as stalled.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    /// <summary>How many requests may wait in the queue, and as many for their turn.</summary>
    private const int Longest = 2_048;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>What was taken out of the queue and waits for the turn of its sender.</summary>
    private readonly Turns<Waiting> _turns = new(LargestGroup);

    /// <summary>The start of the running transaction; 0 if there is none.</summary>
    private long _begun;

    /// <summary>
    /// Whether the running transaction has taken more than ten seconds, for example because a synchronous standby is
    /// unavailable.
    /// </summary>
    public bool IsStalled => Volatile.Read(ref _begun) is > 0 and var begun && time.GetElapsedTime(begun) > Long;

    /// <summary>Records drafts that belong together, all or none, and returns after the commit.</summary>
    /// <exception cref="NpgsqlException">
    /// The database is unreachable, or the program is stopping. Retry: the recording is idempotent.
    /// </exception>
    /// <exception cref="TimeoutException">The database did not confirm in time. Retry likewise.</exception>
    public async Task<IReadOnlyList<RecordingResult>> RecordAsync(
        IReadOnlyList<Draft> request, CancellationToken cancel)
    {
        var results = (await WaitAsync([new([request], TaskCreationOptions.None)], cancel))[0];
        security.Recorded(request, results);
        return results;
    }

    /// <summary>Records independent drafts in order: a rejected draft does not affect the others.</summary>
    public async Task<IReadOnlyList<RecordingResult>> RecordEachAsync(
        IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        if (drafts.Count == 0) return [];
        // Run continuations asynchronously, so that a bulk sender's next batch does not delay other callers. In pieces,
        // so that these need not wait for all of it.
        Waiting[] pieces = [.. drafts.Chunk(Turns.Large - 1).Select(piece => new Waiting(
            [.. piece.Select(draft => (Draft[])[draft])], TaskCreationOptions.RunContinuationsAsynchronously))];
        RecordingResult[] results = [.. (await WaitAsync(pieces, cancel)).Select(request => request[0])];
        security.Recorded(drafts, results);
        return results;
    }

    /// <summary>Announces an import of history; the import ends when the result is disposed.</summary>
    public Task<ImportLock.Import> BeginImportAsync(CancellationToken cancel) => imports.BeginAsync(cancel);

    private async Task<IReadOnlyList<IReadOnlyList<RecordingResult>>> WaitAsync(
        Waiting[] pieces, CancellationToken cancel)
    {
        try
        {
            foreach (var piece in pieces) await EnterAsync(piece, cancel);
            var all = Task.WhenAll(pieces.Select(piece => piece.Results.Task));
            return [.. (await all.WaitAsync(LongestWait, time, cancel)).SelectMany(results => results)];
        }
        catch (TimeoutException)
        {
            outage.Begin($"{Unconfirmed} {await unconfirmed.WhyAsync()}");
            throw;
        }
    }

    /// <summary>
    /// Adds a request to the queue. A request whose sender has given up keeps its place, so in a long outage the queue
    /// fills up; nobody waits longer for a place than for the database.
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
            // Senders that are waiting, or arrive later, would otherwise wait for ever.
            _queue.Writer.TryComplete(Stopped());
            while (_turns.Next() is { Count: > 0 } left) Fail(left, Stopped());
            while (_queue.Reader.TryRead(out var waiting)) Fail([waiting], Stopped());
        }
    }

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        while (await WaitForWorkAsync(stoppingToken))
        {
            while (_turns.Count < Longest && _queue.Reader.TryRead(out var waiting))
                _turns.Add(waiting.By, waiting, waiting.Events);
            var group = _turns.Next();
            Volatile.Write(ref _begun, time.GetTimestamp());
            // What is not to be recorded beside similar entries is asked for them alone, and delays no group.
            var alone = group.Where(waiting => waiting.MayRepeat).ToArray();
            if (alone.Length < group.Count)
                await RecordGroupAsync([.. group.Where(waiting => !waiting.MayRepeat)], stoppingToken);
            foreach (var waiting in alone) await RecordGroupAsync([waiting], stoppingToken);
            Volatile.Write(ref _begun, 0);
        }
    }

    private async ValueTask<bool> WaitForWorkAsync(CancellationToken cancel)
    {
        if (_turns.Count > 0 || _queue.Reader.Count > 0) return true;
        backpressure.Report(working: false);
        var come = await _queue.Reader.WaitToReadAsync(cancel);
        backpressure.Report(working: come);
        return come;
    }

    private async Task RecordGroupAsync(List<Waiting> group, CancellationToken cancel)
    {
        IReadOnlyList<Draft>[] requests = [.. group.SelectMany(waiting => waiting.Requests)];
        using var span = Telemetry.Recording([.. group.Select(waiting => waiting.Sender)])
            ?.SetTag(Telemetry.EventsTag, requests.Sum(request => request.Count));
        try
        {
            var results = requests.Length == 1
                ? [await RecordAloneAsync(requests[0], cancel)] : await appender.RecordAsync(requests, cancel);
            outage.End();
            OnThreadPool(() => Answer(group, results));
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            Fail(group, Stopped());
        }
        catch (Exception exception) when (requests.Length > 1 && !Failures.StoreIsUnusable(exception))
        {
            // A request may be the cause, so each gets its own transaction; what did commit is recognised.
            log.LogDebug(exception, "A group of {Count} requests is recorded one by one", requests.Length);
            foreach (var waiting in group) await RecordOneByOneAsync(waiting, cancel);
        }
        catch (Exception exception)
        {
            if (Failures.StoreIsUnusable(exception) || Failures.StoreIsChanged(exception)) outage.Begin(exception);
            Fail(group, exception);
        }
    }

    /// <summary>
    /// Completes a group on a thread pool thread while the next group runs; on one thread, because scheduling one for
    /// each request costs more than the completion.
    /// </summary>
    private static void OnThreadPool(Action answer) =>
        ThreadPool.UnsafeQueueUserWorkItem(static answer => answer(), answer, preferLocal: false);

    private static void Fail(List<Waiting> group, Exception exception) =>
        OnThreadPool(() => group.ForEach(waiting => waiting.Results.TrySetException(exception)));

    /// <summary>Reported like an unavailable database: retry, the recording is idempotent.</summary>
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
            OnThreadPool(() => waiting.Results.TrySetResult(results));
        }
        catch (Exception exception)
        {
            Fail([waiting], cancel.IsCancellationRequested ? Stopped() : exception);
        }
    }

    /// <summary>
    /// Records one request after a race. If another node was first, it either recorded this very request, or changed
    /// the same stream; in that case the sender must read the stream before it decides again.
    /// </summary>
    private async Task<IReadOnlyList<RecordingResult>> RecordAloneAsync(
        IReadOnlyList<Draft> request, CancellationToken cancel)
    {
        try
        {
            return (await appender.RecordAsync([request], cancel))[0];
        }
        catch (Exception exception) when (Failures.IsRace(exception))
        {
            var found = await recordings.FindAsync(request, cancel);
            return [.. request.Select(draft => found.TryGetValue(draft.ActivityId, out var first)
                && (first.RecordedBy == draft.By.Name || draft.By.IsAdministrator)
                ? Repetition.Of(draft, first) : RecordingResult.Of(Rejection.ConcurrentWrite))];
        }
    }

    /// <summary>Requests of one sender, completed together; each is recorded as a whole or not at all.</summary>
    private sealed record Waiting(IReadOnlyList<IReadOnlyList<Draft>> Requests, TaskCreationOptions Continuing)
    {
        public TaskCompletionSource<IReadOnlyList<IReadOnlyList<RecordingResult>>> Results { get; } = new(Continuing);

        /// <summary>The sender.</summary>
        public string By { get; } = Requests[0] is [var first, ..] ? first.By.Subject : "";

        public int Events { get; } = Requests.Sum(request => request.Count);

        /// <summary>The trace of the request.</summary>
        public ActivityContext Sender { get; } = Activity.Current?.Context ?? default;

        /// <summary>Whether it is one request that is rejected for similar entries.</summary>
        public bool MayRepeat { get; } =
            Requests is [var only] && only.Any(draft => draft.RejectIfSimilar is not null);
    }
}
