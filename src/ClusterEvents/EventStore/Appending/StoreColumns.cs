using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>The columns that an append writes of Marten's tables.</summary>
internal static class StoreColumns
{
    /// <summary>All of an event but its position.</summary>
    public static readonly StoreColumn<AcceptedEvent>[] OfEvent =
    [
        new StoreColumn<AcceptedEvent, Guid>("id", NpgsqlDbType.Uuid, accepted => accepted.Draft.ActivityId),
        new StoreColumn<AcceptedEvent, string>(
            "stream_id", NpgsqlDbType.Varchar, accepted => accepted.Stream.ToString()),
        new StoreColumn<AcceptedEvent, long>("version", NpgsqlDbType.Bigint, accepted => accepted.Version),
        new StoreColumn<AcceptedEvent, string>("data", NpgsqlDbType.Jsonb, accepted => accepted.Data),
        new StoreColumn<AcceptedEvent, string>(
            "type", NpgsqlDbType.Varchar, accepted => accepted.Draft.Type.StoredName),
        new StoreColumn<AcceptedEvent, DateTime>(
            "timestamp", NpgsqlDbType.TimestampTz, accepted => accepted.RecordedAt.UtcDateTime),
        new StoreColumn<AcceptedEvent, string>(
            "mt_dotnet_type", NpgsqlDbType.Varchar, accepted => accepted.Draft.Type.DotNetName),
        new StoreColumn<AcceptedEvent, string>(
            "correlation_id", NpgsqlDbType.Varchar, accepted => accepted.Draft.CorrelationId),
        new StoreColumn<AcceptedEvent, string>(
            "causation_id", NpgsqlDbType.Varchar, accepted => accepted.Draft.CausationId),
        new StoreColumn<AcceptedEvent, string>("headers", NpgsqlDbType.Jsonb,
            accepted => RecordJson.Write(EventHeaders.Of(accepted.Draft, accepted.Personal))),
        new StoreColumn<AcceptedEvent, string>("user_name", NpgsqlDbType.Varchar,
            accepted => accepted.Draft.Original?.RecordedBy ?? accepted.Draft.By.Name),
    ];
}
