using System.IO.Compression;
using System.Text;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// The texts that a column of bytes may hold: JSON, a sheet with values between separators in UTF-8 or UTF-16, or a
/// workbook, whose parts are compressed.
/// </summary>
internal static class StoredBytes
{
    /// <summary>How much of one workbook is looked at. Those that were accepted as sheets unpack to less.</summary>
    private const int Most = 64 * 1024 * 1024;

    public static IEnumerable<string> TextsOf(byte[] bytes)
    {
        yield return Encoding.UTF8.GetString(bytes);
        // Latin letters of UTF-16 have a zero byte each.
        if (bytes.Contains((byte)0))
        {
            yield return Encoding.Unicode.GetString(bytes);
            yield return Encoding.BigEndianUnicode.GetString(bytes);
        }

        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)) yield break;
        foreach (var part in Parts(bytes)) yield return part;
    }

    private static List<string> Parts(byte[] bytes)
    {
        var (parts, left) = (new List<string>(), Most);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                using var content = entry.Open();
                using var unpacked = new MemoryStream();
                var buffer = new byte[64 * 1024];
                while (left > 0 && content.Read(buffer, 0, Math.Min(buffer.Length, left)) is > 0 and var read)
                {
                    unpacked.Write(buffer, 0, read);
                    left -= read;
                }

                parts.Add(Encoding.UTF8.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length));
            }
        }
        catch (InvalidDataException)
        {
            // It only begins as an archive does.
        }

        return parts;
    }
}
