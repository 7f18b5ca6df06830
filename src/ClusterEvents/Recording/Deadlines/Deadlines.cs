using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using Npgsql;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// Records who is overdue, and makes up for messages that were never scheduled. The scheduled message is what tells the
/// time; this sweep at the start, on every full hour – one of which begins the day – and after each import is the net
/// below it: for what commands recorded without serving, and for message tables that were lost.
/// </summary>
public sealed class Deadlines(
    StreamStateCache streams, AppendQueue queue, EventReplay replay, ImportLock imports, NpgsqlDataSource database,
    TimeProvider time, IConfiguration configuration, ILogger<Deadlines> log) : BackgroundService
{
    /// <summary>Directives that are looked at together: enough to share transactions, few enough for memory.</summary>
    private const int AtOnce = 200;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <summary>The position and the day up to which everything was looked at.</summary>
    private (long Position, DateOnly Day) _swept = (0, DateOnly.MinValue);

    /// <summary>Whether this installation records who is overdue; otherwise it is left to those who record.</summary>
    private readonly bool _watched = configuration.GetValue("Deadlines:Watch", true);

    /// <summary>
    /// Whether nobody is to be flagged now, such as during an import: its next line may say otherwise.
    /// </summary>
    public async Task<bool> AreHeldAsync(CancellationToken cancel) => !_watched || await imports.UnderWayAsync(cancel);

    /// <summary>Records who is overdue with these directives by now.</summary>
    /// <returns>False where another writer was first; look again.</returns>
    public async Task<bool> FlagAsync(IReadOnlyCollection<StreamKey> directives, CancellationToken cancel)
    {
        var found = await streams.ReadAsync(directives, cancel);
        var named = found.Values.Select(one => one.State).OfType<Directive>().SelectMany(Campaigns).Distinct();
        var editions = await streams.ReadAsync([.. named.Select(EditionOf)], cancel);
        Draft[] drafts = [.. found.SelectMany(one => OverdueDirectives.Drafts(
            one.Key, one.Value, time.Today(), CampaignsBeyondDue(one.Value.State as Directive, editions)))];
        if (drafts.Length == 0) return true;

        var results = await queue.RecordEachAsync(drafts, cancel);
        foreach (var (draft, result) in drafts.Zip(results))
            foreach (var rejection in result.Rejections.Where(rejection => rejection != Rejection.ConcurrentWrite))
                log.LogInformation("{Id} of {Stream} is not overdue after all: {Detail}",
                    draft.Id, draft.Stream, rejection.Detail);
        return !results.Any(result => result.Rejections.Contains(Rejection.ConcurrentWrite));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_watched)
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
            log.LogWarning("Deadlines could not be looked at, and will be again: {Reason}", Failures.Reason(exception));
            return false;
        }
    }

    /// <summary>Looks at each directive that changed or fell due since the last time; the first time at all.</summary>
    private async Task<bool> SweepAsync(CancellationToken cancel)
    {
        // An import of this node says when it has ended; one of elsewhere is asked about on the hour.
        if (await AreHeldAsync(cancel)) return true;
        var (settled, yesterday) = (await replay.SettledAsync(cancel), time.Today().AddDays(-1));
        var complete = true;
        var due = await StreamKeyQueries.DirectivesFallenDueAsync(
            database, _swept.Position, _swept.Day, yesterday, cancel);
        foreach (var directives in due.Chunk(AtOnce))
            complete &= await FlagAsync(directives, cancel);
        if (complete) _swept = (settled, yesterday);
        return complete;
    }

    private TimeSpan UntilNextHour()
    {
        var hour = TimeSpan.TicksPerHour;
        return TimeSpan.FromTicks(hour - time.GetUtcNow().UtcTicks % hour);
    }

    private static IEnumerable<string> Campaigns(Directive directive) => directive.Issued.CampaignIds ?? [];

    private static StreamKey EditionOf(string campaign) => new(StreamKinds.Campaign, campaign);

    /// <summary>The directive's campaigns, but for those that had ended by its due day: nothing is later.</summary>
    private static IEnumerable<string> CampaignsBeyondDue(
        Directive? directive, IReadOnlyDictionary<StreamKey, StreamSnapshot> editions) =>
        directive is null ? [] : Campaigns(directive).Where(campaign =>
            (editions.GetValueOrDefault(EditionOf(campaign))?.State as ICampaignEdition)?.LastDay is not { } end
            || end > directive.DueOn);
}
