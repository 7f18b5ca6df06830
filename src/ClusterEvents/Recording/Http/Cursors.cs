using System.Buffers.Text;
using System.Text;

namespace ClusterEvents.Recording.Http;

/// <summary>Encodes the <c>next</c> of a page: opaque to clients.</summary>
internal static class Cursors
{
    private const int Longest = 200;

    /// <param name="parts">The values to restore later, separated by dots.</param>
    public static string Of(string parts) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(parts));

    /// <summary>Decodes a cursor; empty if it is malformed.</summary>
    public static string[] Parts(string cursor) =>
        cursor.Length <= Longest && Base64Url.IsValid(cursor)
            ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') : [];
}
