using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ClusterEvents.Pages.Tests.Looks;

/// <summary>Writes a picture with a palette as PNG (ISO/IEC 15948): a fourth of what Chromium writes.</summary>
internal static class PalettePng
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'];

    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="colours">The palette: eight bits each of red, green and blue, at most 256 of them.</param>
    /// <param name="indexes">The colour of each pixel, row by row.</param>
    public static byte[] Write(int width, int height, IReadOnlyList<int> colours, byte[] indexes)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        // Eight bits a pixel, with a palette.
        (head[8], head[9]) = (8, 3);
        WriteChunk(png, "IHDR", head);
        WriteChunk(png, "PLTE",
            [.. colours.SelectMany(colour => new[] { (byte)(colour >> 16), (byte)(colour >> 8), (byte)colour })]);
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0);
                packed.Write(indexes, y * width, width);
            }

        WriteChunk(png, "IDAT", rows.ToArray());
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void WriteChunk(MemoryStream png, string type, byte[] data)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(checkedPart);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(checkedPart));
        png.Write(number);
    }

    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }

        return ~sum;
    }
}
