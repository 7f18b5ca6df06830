using ClusterEvents.Recording;
using Npgsql;

namespace ClusterEvents.Timelines;

/// <summary>How far the timelines have come.</summary>
public sealed class TimelineProgress(NpgsqlDataSource database, ILogger<TimelineProgress> log) : HeardProgress(database, Channel,
    $"select last_seq_id from clusterevents.mt_event_progression where name = '{TimelineProjection.Shard}'", log)
{
    public const string Channel = "clusterevents_timelines";
}
