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
}
