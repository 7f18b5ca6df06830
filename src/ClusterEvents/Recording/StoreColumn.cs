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
