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
/// Records overdue directives. The scheduled message of each due day triggers it; a sweep at the start, on every full
/// hour and after each import covers directives recorded by commands, and lost message tables.
/// </summary>
public sealed class Deadlines(
    StreamStateCache streams, AppendQueue queue, EventReplay replay, ImportLock imports, NpgsqlDataSource database,
    TimeProvider time, IConfiguration configuration, ILogger<Deadlines> log) : BackgroundService
{
    /// <summary>
    /// The number of directives checked together: enough to share transactions, few enough for memory.
    /// </summary>
    private const int AtOnce = 200;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <summary>The position and day up to which everything was checked.</summary>
    private (long Position, DateOnly Day) _swept = (0, DateOnly.MinValue);

    /// <summary>Whether this installation records overdue directives itself.</summary>
    private readonly bool _watched = configuration.GetValue("Deadlines:Watch", true);

    /// <summary>
    /// Whether nothing is to be flagged now, for example during an import, whose next line may fulfil a directive.
    /// </summary>
    public async Task<bool> AreHeldAsync(CancellationToken cancel) => !_watched || await imports.UnderWayAsync(cancel);

    /// <summary>Records which addressees of these directives are overdue now.</summary>
    /// <returns>False if another writer was first; try again.</returns>
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

    /// <summary>
    /// The directive's campaigns, without those that ended by its due day: they accept nothing later.
    /// </summary>
    private static IEnumerable<string> CampaignsBeyondDue(
        Directive? directive, IReadOnlyDictionary<StreamKey, StreamSnapshot> editions) =>
        directive is null ? [] : Campaigns(directive).Where(campaign =>
            (editions.GetValueOrDefault(EditionOf(campaign))?.State as ICampaignEdition)?.LastDay is not { } end
            || end > directive.DueOn);
}
