using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Integrity;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Counts the leaves beyond the newest checkpoint, and finds those for which a signature was once given: by a
/// checkpoint that the auditor holds, by a cosignature, or by the states of timelines.
/// </summary>
/// <remarks>
/// The sealer leaves a batch without a signature only if the batch before it was full and was signed, or left so,
/// within the same second. So leaves without a checkpoint follow a full batch, and all their batches but the last are
/// full. Each batch writes at most one state of a timeline, so a timeline with several states there counts batches.
/// </remarks>
internal sealed class SignedLeavesAudit(Findings findings)
{
    private const string States =
        $"""
        with signed as (
          select size, (select position from {LogTables.Leaves} where index = c.size - 1) as position,
            row_number() over (order by size desc) as place
          from (select distinct size from {LogTables.Checkpoints}) c order by size desc limit 2),
        newest as (select coalesce((select size from signed where place = 1), 0) as size,
            coalesce((select position from signed where place = 1), 0) as position,
            coalesce((select position from signed where place = 2), 0) as before),
        last as (select index + 1 as leaves, position from {LogTables.Leaves} order by index desc limit 1)
        select newest.size, last.leaves, newest.position - newest.before, last.position - newest.position,
          coalesce((select max(count) from (select count(*) from {LogTables.States} s
            where s.position > newest.position group by timeline) batches), 0),
          coalesce((select max(size) from {LogTables.Cosignatures}), 0)
        from newest, last
        """;

    public long UnsignedLeaves { get; private set; }

    public async Task RunAsync(
        Snapshot snapshot, IReadOnlyList<PublishedCheckpoint> held, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(States, snapshot.Connection) { CommandTimeout = 0 };
        await using var row = await query.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return;
        var (size, leaves) = (row.GetInt64(0), row.GetInt64(1));
        var (lastSigned, unsigned, batches) = (row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
        var cosigned = row.GetInt64(5);
        UnsignedLeaves = leaves - size;
        // That there is no checkpoint at all is found with the leaves.
        if (size == 0 || UnsignedLeaves <= 0) return;
        var most = held.Select(one => one.Size).DefaultIfEmpty().Max();
        if (most > size)
            Add($"you hold one of size {most}");
        else if (cosigned > size)
            Add($"a witness has cosigned one of size {cosigned}");
        else if (lastSigned < SealableEvents.AtOnce || unsigned < (batches - 1) * SealableEvents.AtOnce)
            Add("the states of timelines show batches that end there, which were signed");

        void Add(string why) => findings.Add("checkpoint-missing", $"leaf {size} to leaf {leaves - 1}",
            $"The newest checkpoint stands for {size} of {leaves} leaves, and {why}: checkpoints were taken out, or a "
            + "service of an earlier version stopped before it signed them.");
    }
}
