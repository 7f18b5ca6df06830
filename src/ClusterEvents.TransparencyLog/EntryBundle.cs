using System.Buffers;
using System.Buffers.Binary;

namespace ClusterEvents.TransparencyLog;

/// <summary>A sequence of entries, each preceded by its length as two bytes, big-endian (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The maximum length of an entry in bytes.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <exception cref="ArgumentException">The entry is too long.</exception>
    public static void Write(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > LongestEntry)
            throw new ArgumentException(
                $"An entry has at most {LongestEntry} bytes, not {entry.Length}.", nameof(entry));
        BinaryPrimitives.WriteUInt16BigEndian(bundle.GetSpan(sizeof(ushort)), (ushort)entry.Length);
        bundle.Advance(sizeof(ushort));
        bundle.Write(entry);
    }

    /// <exception cref="InvalidDataException">The bundle ends within an entry.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle)
    {
        while (bundle.Length > 0)
        {
            var length = bundle.Length < sizeof(ushort)
                ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length - sizeof(ushort) < length)
                throw new InvalidDataException("The bundle ends within an entry.");
            yield return bundle.Slice(sizeof(ushort), length);
            bundle = bundle[(sizeof(ushort) + length)..];
        }
    }
}
