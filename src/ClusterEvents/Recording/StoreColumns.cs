using JasperFx;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Recording;

/// <summary>
/// One column of a table that rows are written to, whether as a parameter of all its values or value by value.
/// </summary>
internal abstract record StoreColumn<TRow>(string Name)
{
    public abstract NpgsqlParameter Values(IEnumerable<TRow> rows);

    public abstract Task WriteAsync(NpgsqlBinaryImporter copy, TRow row, CancellationToken cancel);
}

/// <inheritdoc/>
internal sealed record StoreColumn<TRow, T>(string Name, NpgsqlDbType Type, Func<TRow, T?> Value)
    : StoreColumn<TRow>(Name)
{
    public override NpgsqlParameter Values(IEnumerable<TRow> rows) => new NpgsqlParameter<T?[]>
    {
        NpgsqlDbType = NpgsqlDbType.Array | Type,
        TypedValue = [.. rows.Select(Value)],
    };

    public override Task WriteAsync(NpgsqlBinaryImporter copy, TRow row, CancellationToken cancel) =>
        Value(row) is { } value ? copy.WriteAsync(value, Type, cancel) : copy.WriteNullAsync(cancel);
}

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
internal sealed class StoreColumns(IDocumentStore store)
{
    public static readonly StoreColumn<StreamRow>[] OfStream =
    [
        new StoreColumn<StreamRow, string>("id", NpgsqlDbType.Varchar, stream => stream.Key.ToString()),
        new StoreColumn<StreamRow, long>("version", NpgsqlDbType.Bigint, stream => stream.Until),
    ];

    private readonly ISerializer _json = store.Options.Serializer();

    /// <summary>All of an event but its position.</summary>
    public StoreColumn<Entry>[] OfEvent =>
    [
        new StoreColumn<Entry, Guid>("id", NpgsqlDbType.Uuid, entry => entry.Draft.ActivityId),
        new StoreColumn<Entry, string>("stream_id", NpgsqlDbType.Varchar, entry => entry.Stream.ToString()),
        new StoreColumn<Entry, long>("version", NpgsqlDbType.Bigint, entry => entry.Version),
        new StoreColumn<Entry, string>("data", NpgsqlDbType.Jsonb, entry => _json.ToJson(entry.Activity)),
        new StoreColumn<Entry, string>("type", NpgsqlDbType.Varchar, entry => entry.Draft.Type.StoredName),
        new StoreColumn<Entry, DateTime>("timestamp", NpgsqlDbType.TimestampTz, entry => entry.RecordedAt.UtcDateTime),
        new StoreColumn<Entry, string>("mt_dotnet_type", NpgsqlDbType.Varchar, entry => entry.Draft.Type.DotNetName),
        new StoreColumn<Entry, string>("correlation_id", NpgsqlDbType.Varchar, entry => entry.Draft.CorrelationId),
        new StoreColumn<Entry, string>("causation_id", NpgsqlDbType.Varchar, entry => entry.Draft.CausationId),
        new StoreColumn<Entry, string>("headers", NpgsqlDbType.Jsonb,
            entry => _json.ToJson(EventHeaders.Of(entry.Draft, entry.Personal))),
        new StoreColumn<Entry, string>("user_name", NpgsqlDbType.Varchar,
            entry => entry.Draft.Original?.RecordedBy ?? entry.Draft.By.Name),
    ];
}
