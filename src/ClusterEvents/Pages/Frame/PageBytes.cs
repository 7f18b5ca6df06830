using System.Buffers;
using System.Text;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// The UTF-8 bytes of a rendered page, in memory that is lent until they are sent. A page is longer than what the
/// garbage collector keeps among small objects: as one text and one array, every few pages would have it collect all
/// that there is.
/// </summary>
internal sealed class PageBytes : IDisposable
{
    private readonly byte[] _lent;
    private readonly int _length;

    private PageBytes(byte[] lent, int length) => (_lent, _length) = (lent, length);

    public ReadOnlyMemory<byte> Bytes => _lent.AsMemory(0, _length);

    public static PageBytes Of(StringBuilder html)
    {
        var lent = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(html.Length));
        // A character of two halves may lie in two chunks.
        var encoder = Encoding.UTF8.GetEncoder();
        var length = 0;
        foreach (var chunk in html.GetChunks())
            length += encoder.GetBytes(chunk.Span, lent.AsSpan(length), flush: false);
        return new(lent, length + encoder.GetBytes([], lent.AsSpan(length), flush: true));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_lent);
}
