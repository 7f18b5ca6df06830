using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Whether recordings fail because of the database, and why. An outage is one line in the log however many requests
/// meet it, and its end is another.
/// </summary>
public sealed class RecordingOutage(TimeProvider time, ILogger<RecordingOutage> log)
{
    /// <summary>
    /// How long a failure counts: where nobody records, nobody can tell that the cause has been removed.
    /// </summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private string? _reason;
    private DateTimeOffset _failed;

    /// <summary>Why the newest recording failed; null if recordings succeed, or none was tried lately.</summary>
    public string? Reason
    {
        get { lock (_lock) return time.GetUtcNow() - _failed <= Recent ? _reason : null; }
    }

    /// <summary>A recording failed because of the database.</summary>
    public void Begin(Exception exception) => Begin(StoreAdvice.Of(exception));

    /// <summary>A recording failed for a reason that can be told in a sentence.</summary>
    public void Begin(string reason)
    {
        lock (_lock)
        {
            _failed = time.GetUtcNow();
            var told = _reason is not null;
            _reason = reason;
            if (told) return;
        }

        log.LogError("Nothing can be recorded: {Reason}", reason);
    }

    /// <summary>The database confirmed a recording.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_reason is null) return;
            _reason = null;
        }

        log.LogInformation("The store confirms recordings again");
    }
}
