using System.Text;

namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>
/// Decodes the bytes of a text file as Vietnamese programs write them: UTF-8 or UTF-16 with or without a byte order
/// mark, and otherwise Windows-1258.
/// </summary>
internal static class TextDecoding
{
    /// <summary>The bytes that are looked at for the zeros of UTF-16.</summary>
    private const int Sample = 4_096;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding LittleEndian = new(false, false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(true, false, throwOnInvalidBytes: true);

    /// <summary>Vietnamese letters with combining marks, which most programs of Vietnam before Unicode wrote.</summary>
    private static readonly Encoding Windows1258 = CodePagesEncodingProvider.Instance.GetEncoding(
        1258, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text in normalisation form C.</summary>
    /// <exception cref="UnreadableSheetException">The bytes are no text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Text(bytes).Normalize(NormalizationForm.FormC);
        }
        // Normalisation rejects unpaired surrogates with another exception.
        catch (Exception fault) when (fault is DecoderFallbackException or ArgumentException)
        {
            throw UnreadableSheetException.Because("not a text");
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) return Utf8.GetString(bytes[3..]);
        if (bytes is [0xFF, 0xFE, ..]) return LittleEndian.GetString(bytes[2..]);
        if (bytes is [0xFE, 0xFF, ..]) return BigEndian.GetString(bytes[2..]);
        if (Unmarked(bytes) is { } wide) return wide.GetString(bytes);
        if (bytes.Contains((byte)0)) throw UnreadableSheetException.Because("zero bytes");
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1258.GetString(bytes);
        }
    }

    /// <summary>
    /// UTF-16 without a mark: separators and ASCII letters have a zero byte, always on the same side of the other.
    /// </summary>
    private static UnicodeEncoding? Unmarked(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 2 != 0) return null;
        var (first, second) = (0, 0);
        for (var at = 0; at + 1 < bytes.Length && at < Sample; at += 2)
        {
            if (bytes[at] == 0) first++;
            if (bytes[at + 1] == 0) second++;
        }

        return (first, second) switch
        {
            ( > 0, 0) => BigEndian,
            (0, > 0) => LittleEndian,
            _ => null,
        };
    }
}
