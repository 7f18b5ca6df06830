using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Checks the times beside checkpoints and keys, which no signature covers: a checkpoint is signed after the events
/// that it includes and after smaller ones, and not in the future; a key is there before it signs.
/// </summary>
internal sealed class SigningTimeCheck : IIntegrityCheck
{
    /// <summary>The clocks of nodes and of the database may differ.</summary>
    private const string Tolerance = "interval '5 minutes'";

    public string Name => "signing times";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select 'checkpoint of size ' || c.size, c.signed_at from (
              select size, signed_at, max(signed_at) over (
                order by size, signed_at rows between unbounded preceding and 1 preceding) as before
                  from {LogTables.Checkpoints}) c
            left join {LogTables.Leaves} l on l.index = c.size - 1
            {EventFragments.JoinTimeAt("l.position")}
            where c.signed_at < c.before - {Tolerance} or c.signed_at < recorded.timestamp - {Tolerance}
              or c.signed_at > clock_timestamp() + {Tolerance} or c.signed_at is null
            union all
            select 'key ' || k.verifier, k.since from {LogTables.Keys} k
            where k.since > {Tolerance}
                + (select min(c.signed_at) from {LogTables.Checkpoints} c where c.key = k.verifier)
              or k.since > clock_timestamp() + {Tolerance} or k.since is null
            order by 1
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<Breach>();
        while (await rows.ReadAsync(cancel))
        {
            var said = rows.IsDBNull(1) ? "nothing" : $"{rows.GetFieldValue<DateTimeOffset>(1).UtcDateTime:O}";
            found.Add(new("signing-time", rows.GetString(0),
                $"It says {said}, which contradicts the events, or its neighbours. "
                + "Find out who changed it, or whether a clock was set back."));
        }

        return found;
    }
}
