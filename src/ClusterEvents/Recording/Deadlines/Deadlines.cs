using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using Npgsql;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// Records overdue directives, and takes back overdue flags that what was recorded since contradicts. The scheduled
/// message of each due day triggers it; a sweep at the start, on every full hour and after each import covers
/// directives recorded by commands, and lost message tables.
/// </summary>
public sealed class Deadlines(
    StreamStateCache streams, AppendQueue queue, EventReplay replay, ImportLock imports, NpgsqlDataSource database,
    MissingReminders missingReminders, TimeProvider time, DeadlineSettings settings, ILogger<Deadlines> log)
    : BackgroundService
{
    /// <summary>
    /// The number of directives checked together: enough to share transactions, few enough for memory.
    /// </summary>
    private const int AtOnce = 200;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <summary>The position and day up to which everything was checked.</summary>
    private (long Position, DateOnly Day) _swept = (0, DateOnly.MinValue);

    /// <summary>Directives that were found too early, so that the next sweep looks at them again.</summary>
    private readonly ConcurrentDictionary<StreamKey, bool> _early = [];

    /// <summary>
    /// Whether nothing is to be flagged now, for example during an import, whose next line may fulfil a directive.
    /// </summary>
    public async Task<bool> AreHeldAsync(CancellationToken cancel) =>
        !settings.Watch || await imports.UnderWayAsync(cancel);

    /// <summary>
    /// Records which addressees of these directives are overdue now, and takes back the flags that do not hold.
    /// </summary>
    /// <returns>
    /// How long to wait before looking again: zero if another writer was first, the rest of the grace if a directive
    /// was recorded only now; null if nothing is left to do.
    /// </returns>
    public async Task<TimeSpan?> ReviewAsync(IReadOnlyCollection<StreamKey> directives, CancellationToken cancel)
    {
        var found = await streams.ReadAsync(directives, cancel);
        var (missing, again) = await MissingAsync(found, cancel);
        var withdrawn = await WithdrawnAsync(found, missing, cancel);
        Draft[] drafts =
        [
            .. found.SelectMany(one => OverdueDirectives.Withdrawals(one.Key, one.Value)),
            .. missing.Where(draft => found[draft.Stream!.Value].Find(draft.ActivityId) is null),
            .. found.SelectMany(one => OverdueDirectives.Reinstatements(
                one.Key, one.Value, missing.Where(draft => draft.Stream == one.Key), withdrawn)),
        ];
        if (drafts.Length == 0) return again;

        var results = await queue.RecordEachAsync(drafts, cancel);
        foreach (var (draft, result) in drafts.Zip(results))
            foreach (var rejection in result.Rejections.Where(rejection => rejection != Rejection.ConcurrentWrite))
                log.LogInformation("{Id} of {Stream} is not overdue after all: {Detail}",
                    draft.Id, draft.Stream, rejection.Detail);
        return results.Any(result => result.Rejections.Contains(Rejection.ConcurrentWrite)) ? TimeSpan.Zero : again;
    }

    /// <summary>The flags that are missing now, and the time until the next one is due.</summary>
    private async Task<(Draft[] Drafts, TimeSpan? Again)> MissingAsync(
        ImmutableDictionary<StreamKey, StreamSnapshot> found, CancellationToken cancel)
    {
        Draft[] drafts = [.. found.SelectMany(one => OverdueDirectives.Drafts(one.Key, one.Value, time.Today()))];
        var waits = await WaitsAsync(found, drafts.Select(draft => draft.Stream!.Value).ToHashSet(), cancel);
        foreach (var key in found.Keys)
            if (waits.ContainsKey(key)) _early[key] = true;
            else _early.TryRemove(key, out _);
        return ([.. drafts.Where(draft => !waits.ContainsKey(draft.Stream!.Value))],
            waits.Count == 0 ? null : waits.Values.Min());
    }

    /// <summary>
    /// The directives that were recorded after their due day, and whose grace has not passed, with the rest of it.
    /// </summary>
    private async Task<Dictionary<StreamKey, TimeSpan>> WaitsAsync(
        ImmutableDictionary<StreamKey, StreamSnapshot> found, IReadOnlySet<StreamKey> overdue, CancellationToken cancel)
    {
        var setters = overdue.ToDictionary(key => OverdueDirectives.SetterOfDueDay(found[key])!.ActivityId);
        var recorded = await EntryEvents.LastRecordedAsync(database, setters.Keys, cancel);
        var now = time.GetUtcNow();
        return recorded.Select(one => (Key: setters[one.Key], RecordedAt: one.Value))
            .Where(one => one.RecordedAt >= Clock.Beginning(((Directive)found[one.Key].State!).DueOn!.Value.AddDays(1)))
            // A clock that was set back since is no reason to wait longer than the grace.
            .Select(one => (one.Key,
                Left: (one.RecordedAt < now ? one.RecordedAt - now : TimeSpan.Zero) + settings.Grace))
            .Where(one => one.Left > TimeSpan.Zero).ToDictionary(one => one.Key, one => one.Left);
    }

    /// <summary>The missing flags that are on record and that the program itself took back.</summary>
    private async Task<IReadOnlySet<Guid>> WithdrawnAsync(
        ImmutableDictionary<StreamKey, StreamSnapshot> found, Draft[] missing, CancellationToken cancel)
    {
        Guid[] retracted = [.. missing.Where(draft => found[draft.Stream!.Value].Find(draft.ActivityId) is not null)
            .Select(draft => draft.ActivityId)];
        var last = await EntryEvents.LastSourcesAsync(database, retracted, cancel);
        return missing.Where(draft => last.GetValueOrDefault(draft.ActivityId)
            == OverdueDirectives.SourceOf(draft.Stream!.Value)).Select(draft => draft.ActivityId).ToHashSet();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Watch)
        {
            var again = await TrySweepAsync(stoppingToken) ? UntilNextHour() : Retry;
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(
                Task.Delay(again, time, waiting.Token), imports.Ended.WaitToReadAsync(waiting.Token).AsTask());
            await waiting.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
            imports.Ended.TryRead(out _);
        }
    }

    private async Task<bool> TrySweepAsync(CancellationToken cancel)
    {
        try
        {
            return await SweepAsync(cancel);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.PutOff(exception, "Deadlines could not be looked at, and will be again");
            return false;
        }
    }

    /// <summary>
    /// Checks each directive that changed or fell due since the last sweep; all of them the first time.
    /// </summary>
    private async Task<bool> SweepAsync(CancellationToken cancel)
    {
        // The end of an import on this node triggers a sweep; imports on other nodes are checked on the hour.
        if (await AreHeldAsync(cancel)) return true;
        var (settled, yesterday) = (await replay.SettledAsync(cancel), time.Today().AddDays(-1));
        var complete = true;
        var due = await StreamKeyQueries.DirectivesFallenDueAsync(
            database, _swept.Position, _swept.Day, yesterday, cancel);
        foreach (var directives in due.Union(_early.Keys).Chunk(AtOnce))
            complete &= await ReviewAsync(directives, cancel) != TimeSpan.Zero;
        // All of them at the start and once a day, because somebody may have deleted some.
        await missingReminders.ScheduleAsync(_swept.Day == yesterday ? _swept.Position : 0, settled, cancel);
        if (complete) _swept = (settled, yesterday);
        return complete;
    }

    private TimeSpan UntilNextHour()
    {
        var hour = TimeSpan.TicksPerHour;
        return TimeSpan.FromTicks(hour - time.GetUtcNow().UtcTicks % hour);
    }
}
