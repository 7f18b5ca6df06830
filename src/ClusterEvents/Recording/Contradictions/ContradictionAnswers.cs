using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Problems;

namespace ClusterEvents.Recording.Contradictions;

/// <summary>
/// Adds to the results of recordings the entries that contradict them: what is on record of days after the end of a
/// membership, a city or an edition. Asked after the commit, of these rare events alone.
/// </summary>
public sealed class ContradictionAnswers(
    ILaterStreams later, RuleContexts contexts, StreamStateCache streams, RefusalNames names,
    ILogger<ContradictionAnswers> log)
{
    /// <summary>The maximum number of entries that are named; <c>doctor</c> lists all.</summary>
    private const int Most = 20;

    /// <summary>The answer to a recording, with the entries that contradict it.</summary>
    /// <param name="result">The result of the recording.</param>
    /// <param name="answer">The answer so far.</param>
    /// <param name="language">The language of reasons.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<Recorded> ApplyAsync(
        RecordingResult result, Recorded answer, Language language, CancellationToken cancel)
    {
        if (result.Stored is not { Activity: IEnds or ICorrection } stored) return answer;
        try
        {
            var found = await FindAsync(stored, answer.Position, language, cancel);
            return found.Count == 0 ? answer : answer with { Contradicts = found };
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The event is recorded: reporting a failure would make the sender record it again.
            log.LogWarning(
                "A recording is acknowledged without what contradicts it: {Reason}", Failures.Reason(exception));
            return answer;
        }
    }

    private async Task<IReadOnlyList<ContradictedEntry>> FindAsync(
        StoredActivity stored, long position, Language language, CancellationToken cancel)
    {
        if (await EndAsync(stored, cancel) is not { EndedFrom: { } from } end) return [];
        var keys = (await later.FindAsync([.. end.EndedOn(stored.Stream)], from, position, cancel))
            .Where(key => key != stored.Stream).ToArray();
        if (keys.Length == 0) return [];
        var context = await contexts.OfAsync(keys, cancel);
        var found = keys.SelectMany(key => TodaysRules.Refused(key, context))
            .Select(one => (one.Entry, Because: one.Rejections.FirstOrDefault(
                rejection => TodaysRules.AfterTheEnd.Contains(rejection.Code))))
            .Where(one => one.Because is not null && !(one.Entry.Activity.LastDayOfEffect() < from))
            .OrderBy(one => one.Entry.Activity.OccurredOn).ThenBy(one => one.Entry.ActivityId).Take(Most).ToArray();
        var named = await names.OfAsync(found.Select(one => one.Because!.Fault), language, cancel);
        return
        [
            .. found.Select(one => new ContradictedEntry(
                one.Entry.ActivityId, one.Entry.Activity.GetType().Name, one.Entry.Activity.OccurredOn,
                RefusalText.Of(language, one.Because!.Fault, named))),
        ];
    }

    /// <summary>What was recorded, or corrected, if it ends something.</summary>
    private async Task<IEnds?> EndAsync(StoredActivity stored, CancellationToken cancel) => stored.Activity switch
    {
        IEnds end => end,
        ICorrection { TargetEventId: var target } =>
            (await streams.ReadAsync([stored.Stream], cancel)).GetValueOrDefault(stored.Stream)?.Find(target)
                is { Retracted: false, Activity: IEnds end } ? end : null,
        _ => null,
    };
}
