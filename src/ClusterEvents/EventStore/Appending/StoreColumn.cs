using System.Buffers;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// One column of a table that rows are written to, whether as a parameter of all its values or value by value.
/// </summary>
internal abstract record StoreColumn<TRow>(string Name)
{
    public abstract NpgsqlParameter Values(IEnumerable<TRow> rows);

    public abstract void Write(IBufferWriter<byte> copy, TRow row);
}

/// <inheritdoc/>
internal sealed record StoreColumn<TRow, T>(string Name, NpgsqlDbType Type, Func<TRow, T?> Value)
    : StoreColumn<TRow>(Name)
{
    private readonly Action<IBufferWriter<byte>, T> _write = BinaryFormat.WriterOf<T>(Type);

    public override NpgsqlParameter Values(IEnumerable<TRow> rows) => new NpgsqlParameter<T?[]>
    {
        NpgsqlDbType = NpgsqlDbType.Array | Type,
        TypedValue = [.. rows.Select(Value)],
    };

    public override void Write(IBufferWriter<byte> copy, TRow row)
    {
        if (Value(row) is { } value) _write(copy, value);
        else BinaryFormat.WriteNull(copy);
    }
}
