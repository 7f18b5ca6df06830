using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Values in the binary format of PostgreSQL, each behind its length in bytes, as COPY takes them (PostgreSQL, "COPY",
/// Binary Format). Npgsql writes the same, but asks what a value is and how long it will be for each of them, which
/// for thin rows is more than all the rest of writing them.
/// </summary>
internal static class BinaryFormat
{
    /// <summary>Stands where a row would tell how many columns it has.</summary>
    public const short NoMoreRows = -1;

    private const int Null = -1;

    /// <summary>What begins each jsonb.</summary>
    private const byte JsonbVersion = 1;

    /// <summary>The type of the elements of text[], as the catalogue of types numbers it.</summary>
    private const int TextOid = 25;

    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateTime FirstMoment = FirstDay.ToDateTime(TimeOnly.MinValue);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What writes the values of a column.</summary>
    /// <exception cref="NotSupportedException">No column of this type is written so far.</exception>
    public static Action<IBufferWriter<byte>, T> WriterOf<T>(NpgsqlDbType type)
    {
        Delegate writer = type switch
        {
            NpgsqlDbType.Boolean => (IBufferWriter<byte> to, bool value) => Write(to, [value ? (byte)1 : (byte)0]),
            NpgsqlDbType.Smallint => (IBufferWriter<byte> to, short value) => WriteInt16(to, value),
            NpgsqlDbType.Integer => (IBufferWriter<byte> to, int value) => WriteInt32(to, value),
            NpgsqlDbType.Bigint => (IBufferWriter<byte> to, long value) => WriteInt64(to, value),
            NpgsqlDbType.Uuid => (IBufferWriter<byte> to, Guid value) => WriteUuid(to, value),
            NpgsqlDbType.Date => (IBufferWriter<byte> to, DateOnly value) => WriteDay(to, value),
            NpgsqlDbType.TimestampTz when typeof(T) == typeof(DateTime) =>
                (IBufferWriter<byte> to, DateTime value) => WriteMoment(to, value),
            NpgsqlDbType.TimestampTz =>
                (IBufferWriter<byte> to, DateTimeOffset value) => WriteMoment(to, value.UtcDateTime),
            NpgsqlDbType.Bytea => (IBufferWriter<byte> to, byte[] value) => Write(to, value),
            NpgsqlDbType.Text or NpgsqlDbType.Varchar => (IBufferWriter<byte> to, string value) => WriteText(to, value),
            NpgsqlDbType.Jsonb => (IBufferWriter<byte> to, string value) => WriteText(to, value, [JsonbVersion]),
            NpgsqlDbType.Array | NpgsqlDbType.Text => (IBufferWriter<byte> to, string[] value) => WriteTexts(to, value),
            _ => throw new NotSupportedException($"{type} is not written in binary so far."),
        };
        return (Action<IBufferWriter<byte>, T>)writer;
    }

    public static void WriteNull(IBufferWriter<byte> to) => PutInt32(to, Null);

    /// <summary>A number without a length, as the frame of a COPY has them.</summary>
    public static void PutInt16(IBufferWriter<byte> to, short number)
    {
        BinaryPrimitives.WriteInt16BigEndian(to.GetSpan(sizeof(short)), number);
        to.Advance(sizeof(short));
    }

    private static void PutInt32(IBufferWriter<byte> to, int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(sizeof(int)), number);
        to.Advance(sizeof(int));
    }

    private static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        PutInt32(to, value.Length);
        to.Write(value);
    }

    private static void WriteInt16(IBufferWriter<byte> to, short value)
    {
        PutInt32(to, sizeof(short));
        PutInt16(to, value);
    }

    private static void WriteInt32(IBufferWriter<byte> to, int value)
    {
        PutInt32(to, sizeof(int));
        PutInt32(to, value);
    }

    private static void WriteInt64(IBufferWriter<byte> to, long value)
    {
        PutInt32(to, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), value);
        to.Advance(sizeof(long));
    }

    private static void WriteUuid(IBufferWriter<byte> to, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Write(to, bytes);
    }

    /// <summary>Days since 2000; the first and the last that .NET has stand for the infinities.</summary>
    private static void WriteDay(IBufferWriter<byte> to, DateOnly value) => WriteInt32(to,
        value == DateOnly.MinValue ? int.MinValue
        : value == DateOnly.MaxValue ? int.MaxValue : value.DayNumber - FirstDay.DayNumber);

    /// <summary>Microseconds since 2000.</summary>
    private static void WriteMoment(IBufferWriter<byte> to, DateTime utc) =>
        WriteInt64(to, (utc.Ticks - FirstMoment.Ticks) / TimeSpan.TicksPerMicrosecond);

    private static void WriteText(IBufferWriter<byte> to, string value, ReadOnlySpan<byte> before = default)
    {
        PutInt32(to, before.Length + Utf8.GetByteCount(value));
        to.Write(before);
        Utf8.GetBytes(value, to);
    }

    private static void WriteTexts(IBufferWriter<byte> to, string[] values)
    {
        var length = 5 * sizeof(int);
        foreach (var value in values) length += sizeof(int) + Utf8.GetByteCount(value);
        PutInt32(to, length);
        // One dimension, no nulls, of texts; as many as there are, counted from 1.
        foreach (var number in (ReadOnlySpan<int>)[1, 0, TextOid, values.Length, 1]) PutInt32(to, number);
        foreach (var value in values) WriteText(to, value);
    }
}
