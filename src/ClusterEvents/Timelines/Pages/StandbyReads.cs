using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Reads pages from a streaming standby if one is configured, and from the primary if the standby lags behind the
/// requested position or is unavailable. So <c>atLeast</c> works whichever server answers.
/// </summary>
/// <param name="store">The primary.</param>
/// <param name="standby">The standby; null if none is configured.</param>
/// <param name="shown">The position up to which the primary has timelines.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Receives a line when reads move to the primary, and when they move back.</param>
public sealed class StandbyReads(
    NpgsqlDataSource store, NpgsqlDataSource? standby, Func<long> shown, TimeProvider time, ILogger<StandbyReads> log)
    : IAsyncDisposable
{
    /// <summary>
    /// The maximum age of a page: a standby whose replication has stopped would answer with old pages for ever.
    /// </summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    /// <summary>How long a failed standby is not used, so that not every page waits for its timeout.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    /// <summary>A position of the primary that the standby need not have reached yet.</summary>
    private (long Position, DateTimeOffset At) _heard;

    /// <summary>The position that a page from the standby must include.</summary>
    private long _due;

    /// <summary>When the standby is tried again; null while it is in use.</summary>
    private DateTimeOffset? _again;

    public async Task<TimelinePage?> ReadAsync(TimelineQuery query, Func<NpgsqlDataSource, Task<TimelinePage?>> read)
    {
        if (standby is null || !IsTried()) return await read(store);
        try
        {
            var due = Due();
            var page = await read(standby);
            // A page of an earlier point in time says nothing about the lag of the standby.
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
    /// Whether the primary may answer instead: the standby is unavailable, does not have the tables of a new version
    /// yet, or cancelled the query because of a recovery conflict. Other errors, such as a wrong password, must not be
    /// hidden.
    /// </summary>
    private static bool StoreMayAnswer(Exception exception) =>
        (Failures.StoreIsAway(exception) && !Failures.LoginIsRefused(exception))
        || exception is PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected,
        };

    /// <summary>
    /// The position that the primary had reached some time ago, which a healthy standby has reached too.
    /// </summary>
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
            // Let one request test the standby while the others use the primary.
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
