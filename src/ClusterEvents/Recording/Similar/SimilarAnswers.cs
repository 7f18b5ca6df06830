using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;

namespace ClusterEvents.Recording.Similar;

/// <summary>
/// Adds to the results of recordings the entries that may be the same fact. The database is asked after the commit and
/// beside the queue, so that nobody waits longer for a transaction.
/// </summary>
/// <remarks>
/// One statement is under way at a time: questions that arrive meanwhile share the next one, as recordings share a
/// transaction. So the cost of a question falls while many record. Large batches share one among themselves: nobody
/// else waits for them.
/// </remarks>
public sealed class SimilarAnswers(ISimilarEntries entries, ILogger<SimilarAnswers> log)
{
    /// <summary>How long an answer waits; after that it is given without.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Shared _few = new(), _many = new();

    /// <summary>The recorded events of a request, each with the entries that may be the same fact.</summary>
    public async Task<IReadOnlyList<Recorded>> ApplyAsync(
        IReadOnlyList<RecordingResult> results, Language language, CancellationToken cancel)
    {
        Recorded[] recorded = [.. results.Select(result => result.Recorded!)];
        // What belongs together was sent together: the entries of one batch do not repeat each other.
        var begun = results.Where(result => result.Recorded is { Duplicate: false })
            .Min(result => result.Stored?.RecordedAt);
        var asked = results.Index().Where(one => one.Item.Stored is { Activity: not ICorrection }).ToArray();
        if (asked.Length == 0) return recorded;
        try
        {
            var found = await AskAsync([.. asked.Select(one => QuestionAbout(one.Item, begun, language))], cancel);
            foreach (var ((index, _), similar) in asked.Zip(found))
                if (similar.Count > 0) recorded[index] = recorded[index] with { Similar = similar };
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The events are recorded: reporting a failure would make the sender record them again.
            log.LogWarning("A recording is acknowledged without similar entries: {Reason}", Failures.Reason(exception));
        }

        return recorded;
    }

    private static SimilarQuestion QuestionAbout(RecordingResult result, DateTimeOffset? begun, Language language)
    {
        var question = SimilarQuestion.About(result.Stored!, language);
        return result.Recorded!.Duplicate || begun is null ? question : question with { Before = begun.Value };
    }

    private Task<IReadOnlyList<IReadOnlyList<SimilarEntry>>> AskAsync(
        IReadOnlyList<SimilarQuestion> questions, CancellationToken cancel)
    {
        var shared = questions.Count < Turns.Large ? _few : _many;
        var waiting = new Waiting(questions);
        if (shared.Add(waiting)) _ = ServeAsync(shared);
        return waiting.Found.Task.WaitAsync(cancel);
    }

    private async Task ServeAsync(Shared shared)
    {
        while (shared.Next() is { } group)
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience);
                var found = await entries.FindAsync([.. group.SelectMany(one => one.Questions)], patience.Token);
                var told = 0;
                foreach (var one in group)
                {
                    one.Found.TrySetResult([.. found.Skip(told).Take(one.Questions.Count)]);
                    told += one.Questions.Count;
                }
            }
            catch (Exception exception)
            {
                foreach (var one in group) one.Found.TrySetException(exception);
            }
        }
    }

    /// <summary>Questions that share the next statement.</summary>
    private sealed class Shared
    {
        private readonly Lock _lock = new();
        private List<Waiting> _waiting = [];
        private bool _asking;

        /// <summary>Adds questions.</summary>
        /// <returns>Whether nobody asks yet.</returns>
        public bool Add(Waiting waiting)
        {
            lock (_lock)
            {
                _waiting.Add(waiting);
                (var first, _asking) = (!_asking, true);
                return first;
            }
        }

        /// <summary>The questions that have come; null if there are none.</summary>
        public List<Waiting>? Next()
        {
            lock (_lock)
            {
                _asking = _waiting.Count > 0;
                if (!_asking) return null;
                var group = _waiting;
                _waiting = [];
                return group;
            }
        }
    }

    private sealed record Waiting(IReadOnlyList<SimilarQuestion> Questions)
    {
        public TaskCompletionSource<IReadOnlyList<IReadOnlyList<SimilarEntry>>> Found { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
