using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Verifies everything in one snapshot of the store: the log against the events, the streams, and every timeline row,
/// listing and claim against a replay, and what each room stores beside that.
/// </summary>
internal sealed class Audit(
    NpgsqlDataSource database, IDocumentStore store, EventCatalogue catalogue, WitnessSettings witnesses, LogKeys keys,
    IEnumerable<IIntegrityCheck> checks, TimeProvider time)
{
    /// <param name="held">What the auditor holds against the store.</param>
    /// <param name="progress">Reports the part that is done, from 0 to 1.</param>
    /// <param name="cancel">Cancels the audit.</param>
    public async Task<AuditReport> RunAsync(
        HeldEvidence held, Action<double> progress, CancellationToken cancel)
    {
        var started = time.GetUtcNow().UtcDateTime;
        await using var moment = await Snapshot.TakeAsync(database, cancel);
        await using var forLeaves = await moment.ShareAsync(cancel);
        await using var forOthers = await moment.ShareAsync(cancel);
        await using var forTimelines = await moment.ShareAsync(cancel);
        await using var forStreams = await moment.ShareAsync(cancel);
        var (position, count) = await StoreIntegrity.EventsAsync(moment.Connection, cancel);
        var total = 2.0 * Math.Max(1, count);

        var findings = new Findings();
        var (logDone, timelinesDone) = (0.0, 0.0);
        var log = new LogAudit(catalogue, findings, held.Checkpoints,
            done => progress(((logDone = done) + timelinesDone) / total));
        var timelines = new TimelineAudit(
            store, catalogue, findings, done => progress((logDone + (timelinesDone = done)) / total));
        var streams = new StreamAudit(findings);
        var erasures = new ErasureAudit(findings);
        var claims = new ClaimAudit(catalogue, findings);
        var sources = new SourceAudit(findings);
        var followers = new ProgressAudit(findings);
        var listings = new ListingAudit(catalogue, findings);
        var logKeys = new KeyAudit(keys, held.Keys, findings);
        var signed = new SignedLeavesAudit(findings);
        var cosignatures = new CosignatureAudit(witnesses, findings);
        // What cannot be read, such as a table that is missing, must not end the others.
        Task OneByOneAsync(string what, Func<Task> read) =>
            ToItsEndAsync(what, () => forStreams.ApartAsync(read, cancel), findings);

        // Use two processors: one computes hashes, the other replays.
        await Task.WhenAll(
            Task.Run(
                () => ToItsEndAsync("log", () => log.RunAsync(moment, forLeaves, forOthers, cancel), findings), cancel),
            Task.Run(
                () => ToItsEndAsync("timelines", () => timelines.RunAsync(forTimelines, cancel), findings), cancel),
            Task.Run(async () =>
            {
                await OneByOneAsync("streams", () => streams.RunAsync(forStreams, cancel));
                await OneByOneAsync("erasures", () => erasures.RunAsync(forStreams, cancel));
                await OneByOneAsync("progress", () => followers.RunAsync(forStreams, cancel));
                await OneByOneAsync("keys", () => logKeys.RunAsync(forStreams, cancel));
                await OneByOneAsync("signatures", () => signed.RunAsync(forStreams, held.Checkpoints, cancel));
                await OneByOneAsync("cosignatures", () => cosignatures.RunAsync(forStreams, cancel));
                foreach (var check in checks)
                    await OneByOneAsync(check.Name, () => findings.AddAsync(check, forStreams, cancel));
                await OneByOneAsync("listings", () => listings.RunAsync(forStreams, cancel));
                await OneByOneAsync("claims", () => claims.RunAsync(forStreams, cancel));
                await OneByOneAsync("sources", () => sources.RunAsync(forStreams, cancel));
            }, cancel));
        return new(
            findings.Count == 0, started, time.GetUtcNow().UtcDateTime, position, log.Events, log.Leaves, log.Unsealed,
            log.Checkpoints, timelines.Position, timelines.Entries, timelines.Rows, listings.Rows,
            streams.Streams, erasures.Erased, log.Root?.ToBase64(), findings.Count, findings.First)
        {
            UnsignedLeaves = signed.UnsignedLeaves,
            Keys = logKeys.Stored,
        };
    }

    /// <summary>Reports an event that cannot be read as a finding and ends that part of the audit.</summary>
    private static async Task ToItsEndAsync(string what, Func<Task> read, Findings findings)
    {
        try
        {
            await read();
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException && !Failures.StoreIsAway(exception))
        {
            findings.Add("replay-stopped", what,
                $"Something cannot be read, so the rest was not compared: {exception.Message}");
        }
    }
}

/// <summary>What an auditor holds apart from the store.</summary>
/// <param name="Checkpoints">Checkpoints, alone or from receipts, which the log must still include.</param>
/// <param name="Keys">Verifier keys of the log, which the store must name, and no others.</param>
public sealed record HeldEvidence(IReadOnlyList<PublishedCheckpoint> Checkpoints, IReadOnlyList<string> Keys)
{
    public static readonly HeldEvidence Nothing = new([], []);
}
