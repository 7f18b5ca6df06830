using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Reads pages on a standby where there is one, and in the store itself where that has not come as far as asked for, or
/// is away. So a recorder finds its own record with <c>atLeast</c>, whichever server answers.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="standby">The standby; null where there is none.</param>
/// <param name="shown">Up to which position the store shows timelines.</param>
/// <param name="time">Tells the time.</param>
/// <param name="log">Hears when the standby cannot answer, and when it can again.</param>
public sealed class StandbyReads(
    NpgsqlDataSource store, NpgsqlDataSource? standby, Func<long> shown, TimeProvider time, ILogger<StandbyReads> log)
    : IAsyncDisposable
{
    /// <summary>
    /// How far a page may lie behind: a standby that follows no more still answers, and would for ever.
    /// </summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    /// <summary>How long a standby that failed is left alone, so that not every page waits for it in vain.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    /// <summary>What the store showed at a moment that is not long enough ago yet.</summary>
    private (long Position, DateTimeOffset At) _heard;

    /// <summary>What it showed before that, which a page must show.</summary>
    private long _due;

    /// <summary>When the standby is tried again; null while it answers.</summary>
    private DateTimeOffset? _again;

    public async Task<TimelinePage?> ReadAsync(TimelineQuery query, Func<NpgsqlDataSource, Task<TimelinePage?>> read)
    {
        if (standby is null || !IsTried()) return await read(store);
        try
        {
            var due = Due();
            var page = await read(standby);
            // What was known at a moment lies as far back as that, and says nothing of how far the standby is.
            if (query.KnownAt is null && page?.Position < due) Failed("it lies behind");
            else if (query.KnownAt is null) Answered();
            if (page?.Position >= Math.Max(query.AtLeast, query.KnownAt?.Position ?? due)) return page;
        }
        catch (Exception exception) when (StoreMayAnswer(exception))
        {
            Failed(exception.GetBaseException().Message);
        }

        return await read(store);
    }

    public ValueTask DisposeAsync() => standby?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>
    /// Whether the standby is away, has not got a new version's tables yet, or had to give up the snapshot. What else
    /// fails there, such as a wrong password, would be hidden by asking the store.
    /// </summary>
    private static bool StoreMayAnswer(Exception exception) =>
        (Failures.StoreIsAway(exception) && !Failures.LoginIsRefused(exception))
        || exception is PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected,
        };

    /// <summary>What the store showed some time ago, so that a standby which follows shows it too.</summary>
    private long Due()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _heard.At > Lag) (_due, _heard) = (_heard.Position, (shown(), now));
            return _due;
        }
    }

    private bool IsTried()
    {
        lock (_lock)
        {
            if (_again is not { } again) return true;
            var now = time.GetUtcNow();
            if (now < again) return false;
            // One reader finds out whether it is back, and the others do not wait for that.
            _again = now + Pause;
            return true;
        }
    }

    private void Answered()
    {
        lock (_lock)
        {
            if (_again is null) return;
            _again = null;
        }

        log.LogInformation("Pages are read on the standby again");
    }

    private void Failed(string reason)
    {
        lock (_lock)
        {
            var known = _again is not null;
            _again = time.GetUtcNow() + Pause;
            if (known) return;
        }

        log.LogWarning("Pages are read in the store, for the standby cannot answer: {Reason}", reason);
    }
}
