using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// One column of a table that rows are written to: as one array parameter of all its values
/// (`insert … select unnest`), or value by value (`copy`).
/// </summary>
internal abstract record StoreColumn<TRow>(string Name)
{
    /// <summary>The values of this column of all rows, as an array parameter.</summary>
    public abstract NpgsqlParameter Values(IEnumerable<TRow> rows);

    /// <summary>Writes the value of this column of one row.</summary>
    public abstract Task WriteAsync(NpgsqlBinaryImporter import, TRow row, CancellationToken cancel);
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

    public override Task WriteAsync(NpgsqlBinaryImporter import, TRow row, CancellationToken cancel) =>
        Value(row) is { } value ? import.WriteAsync(value, Type, cancel) : import.WriteNullAsync(cancel);
}
