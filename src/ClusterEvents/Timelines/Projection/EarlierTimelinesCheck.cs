using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// Finds that readers are answered from the tables of an earlier timeline version. Another program has written these,
/// with other display texts, so that this one cannot say what they should contain. Once its own version has caught up
/// nobody reads them any more.
/// </summary>
internal sealed class EarlierTimelinesCheck(TimelineVersion own) : IIntegrityCheck
{
    public string Name => "earlier timelines";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel) =>
        await ShownTimelines.EarlierAsync(own, snapshot.Connection, cancel) is not { } earlier ? []
            : [new("earlier-timelines", $"timelines {earlier.Shard}",
                $"Readers are answered from the tables of this earlier version, which cannot be verified, because "
                + $"{own.Shard} has not come as far. Let a service run until it has, and verify again; if it has long "
                + "run, the progress of one of them was changed, "
                + "and `projections rebuild` brings the timelines back.")];
}
