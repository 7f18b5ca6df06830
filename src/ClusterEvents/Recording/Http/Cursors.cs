using System.Buffers.Text;
using System.Text;

namespace ClusterEvents.Recording.Http;

/// <summary>The text of a page's <c>next</c>: opaque to readers, who only send it back.</summary>
internal static class Cursors
{
    private const int Longest = 200;

    /// <param name="parts">What is to be known of the page again, with dots between.</param>
    public static string Of(string parts) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(parts));

    /// <summary>The parts of a cursor; none where the text is none of ours.</summary>
    public static string[] Parts(string cursor) =>
        cursor.Length <= Longest && Base64Url.IsValid(cursor)
            ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') : [];
}
