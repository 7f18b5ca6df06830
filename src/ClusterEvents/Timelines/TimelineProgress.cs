using ClusterEvents.EventStore.Daemon;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines;

/// <summary>
/// The progress of the timelines that this node reads. Here a node also switches to its own timeline version once that
/// has caught up with the earlier one.
/// </summary>
public sealed class TimelineProgress(
    NpgsqlDataSource database, TimelineVersion own, ShownTimelines shown, ILogger<TimelineProgress> log)
    : ProgressListener(database, own.Earlier.Append(own).Select(version => version.Channel), log)
{
    protected override bool Tells(string channel) => channel == shown.Version.Channel;

    protected override async Task<string?> AskAsync(bool told, CancellationToken cancel)
    {
        if (told && !shown.IsEarlier) return null;
        var before = shown.Version;
        await shown.ChooseAsync(cancel);
        if (shown.Version != before)
            log.LogInformation(
                "Timelines are read from {Shard} instead of {Before}", shown.Version.Shard, before.Shard);
        return $"select {shown.Version.Progress}";
    }
}
