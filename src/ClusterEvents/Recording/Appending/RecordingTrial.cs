using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Recording.Appending;

/// <summary>Decides on a request as a recording does, and writes nothing: what would become of it.</summary>
public sealed class RecordingTrial(EventAppender appender, IdempotencyStore recordings)
{
    /// <summary>What would become of the drafts of a request.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable.</exception>
    public async Task<TriedRecording> DecideAsync(IReadOnlyList<Draft> request, CancellationToken cancel)
    {
        var requests = await recordings.OnTargetsAsync([request], cancel);
        var (batch, _) = await appender.DecideAsync(requests, requests[0], cancel);
        return new(batch.Accepted, batch.Results()[0], batch.Changed.ToDictionary());
    }

    /// <summary>
    /// The same for drafts that do not belong together: each is decided on after those before it that were accepted.
    /// </summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable.</exception>
    public async Task<(IReadOnlyList<AcceptedEvent> Accepted, IReadOnlyList<RecordingResult> Results)> DecideEachAsync(
        IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        var requests = await recordings.OnTargetsAsync([.. drafts.Select(draft => (Draft[])[draft])], cancel);
        var (batch, _) = await appender.DecideAsync(requests, [.. requests.SelectMany(request => request)], cancel);
        return (batch.Accepted, [.. batch.Results().Select(results => results[0])]);
    }
}
