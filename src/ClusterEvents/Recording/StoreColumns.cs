using NpgsqlTypes;

namespace ClusterEvents.Recording;

/// <summary>A stream as a transaction leaves it.</summary>
/// <param name="Key">The stream.</param>
/// <param name="Since">The version before; 0 for a new one.</param>
/// <param name="Until">The version after.</param>
internal sealed record StreamRow(StreamKey Key, long Since, long Until)
{
    public static StreamRow[] Of(IEnumerable<Entry> entries) =>
        [.. entries.GroupBy(entry => entry.Stream)
            .Select(of => new StreamRow(of.Key, of.First().Version - 1, of.Last().Version))];
}

/// <summary>The columns that an append writes of Marten's tables.</summary>
internal static class StoreColumns
{
    public static readonly StoreColumn<StreamRow>[] OfStream =
    [
        new StoreColumn<StreamRow, string>("id", NpgsqlDbType.Varchar, stream => stream.Key.ToString()),
        new StoreColumn<StreamRow, long>("version", NpgsqlDbType.Bigint, stream => stream.Until),
    ];

    /// <summary>All of an event but its position.</summary>
    public static readonly StoreColumn<Entry>[] OfEvent =
    [
        new StoreColumn<Entry, Guid>("id", NpgsqlDbType.Uuid, entry => entry.Draft.ActivityId),
        new StoreColumn<Entry, string>("stream_id", NpgsqlDbType.Varchar, entry => entry.Stream.ToString()),
        new StoreColumn<Entry, long>("version", NpgsqlDbType.Bigint, entry => entry.Version),
        new StoreColumn<Entry, string>("data", NpgsqlDbType.Jsonb, entry => entry.Data),
        new StoreColumn<Entry, string>("type", NpgsqlDbType.Varchar, entry => entry.Draft.Type.StoredName),
        new StoreColumn<Entry, DateTime>("timestamp", NpgsqlDbType.TimestampTz, entry => entry.RecordedAt.UtcDateTime),
        new StoreColumn<Entry, string>("mt_dotnet_type", NpgsqlDbType.Varchar, entry => entry.Draft.Type.DotNetName),
        new StoreColumn<Entry, string>("correlation_id", NpgsqlDbType.Varchar, entry => entry.Draft.CorrelationId),
        new StoreColumn<Entry, string>("causation_id", NpgsqlDbType.Varchar, entry => entry.Draft.CausationId),
        new StoreColumn<Entry, string>("headers", NpgsqlDbType.Jsonb,
            entry => RecordJson.Write(EventHeaders.Of(entry.Draft, entry.Personal))),
        new StoreColumn<Entry, string>("user_name", NpgsqlDbType.Varchar,
            entry => entry.Draft.Original?.RecordedBy ?? entry.Draft.By.Name),
    ];
}
