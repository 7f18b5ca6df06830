using System.Text;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// The CloudEvents source of a recording: a URI reference that belongs to whoever used it first. The same one can be
/// spelled in many ways (RFC 3986, section 6), and all of them are one.
/// </summary>
public static class SourceUri
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>
    /// The one spelling of a source: lower-case scheme and host without a default port, no dot segments or empty ones,
    /// nothing escaped that need not be. A relative reference is one of this program, and begins with a slash.
    /// </summary>
    public static string Normalised(string source)
    {
        var (scheme, authority, path, rest) = Parts(source);
        // Not a path of names, such as urn:isbn:1.
        if (scheme is not null && authority is null && !path.StartsWith('/'))
            return $"{scheme}:{Escaped(path)}{Escaped(rest)}";
        var host = authority is null ? "" : $"//{Host(authority, scheme)}";
        return $"{(scheme is null ? "" : $"{scheme}:")}{host}/{string.Join('/', Segments(path))}{Escaped(rest)}";
    }

    /// <summary>
    /// The key under which it is known to whom a source belongs; null if that is in the source itself: a recorder's
    /// own, one of the program, or that of a city, which all who record for the city share.
    /// </summary>
    public static string? KeyOf(string source)
    {
        var normalised = Normalised(source);
        if (Reserved(source) is [var first, ..] && (first != Cities || normalised == source)) return null;
        // An index of PostgreSQL has room for about 2,700 bytes.
        return normalised.Length <= LongestKey ? normalised : Identifiers.Digest(normalised);
    }

    /// <summary>
    /// The segments of the path if the first is one that the program gives a meaning to, in whatever spelling and
    /// behind any host, because a proxy may give the program one that it does not know; otherwise none.
    /// </summary>
    public static IReadOnlyList<string> Reserved(string source)
    {
        var (scheme, authority, path, _) = Parts(source);
        if (scheme is not (null or "http" or "https") && authority is null) return [];
        var segments = Segments(Escaped(path).Replace("%2F", "/", StringComparison.Ordinal));
        return segments is [var first, .. var further] && Meanings.Contains(first.ToLowerInvariant())
            ? [first.ToLowerInvariant(), .. further] : [];
    }

    /// <summary>The first segment of the sources of cities.</summary>
    public const string Cities = "cities";

    private const int LongestKey = 1_000;

    private static readonly string[] Meanings = ["recorders", Cities, "deadlines", "seeds"];

    private static (string? Scheme, string? Authority, string Path, string Query) Parts(string source)
    {
        var end = source.AsSpan().IndexOfAny('?', '#') is >= 0 and var at ? at : source.Length;
        var (before, rest) = (source[..end], source[end..]);
        var colon = before.IndexOf(':', StringComparison.Ordinal);
        string? scheme = colon > 0 && before[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
            && char.IsAsciiLetter(before[0]) ? before[..colon].ToLowerInvariant() : null;
        if (scheme is not null) before = before[(colon + 1)..];
        // Without a scheme, two slashes are read as one written twice: no system sends from a host without a scheme.
        if (scheme is null || !before.StartsWith("//", StringComparison.Ordinal)) return (scheme, null, before, rest);
        var slash = before.IndexOf('/', 2);
        return slash < 0 ? (scheme, before[2..], "", rest) : (scheme, before[2..slash], before[slash..], rest);
    }

    private static string Host(string authority, string? scheme)
    {
        var at = authority.LastIndexOf('@') + 1;
        var host = Escaped(authority[at..]).ToLowerInvariant().TrimEnd('.');
        foreach (var port in (string[])(scheme switch { "http" => [":80", ":"], "https" => [":443", ":"], _ => [":"] }))
            if (host.EndsWith(port, StringComparison.Ordinal)) host = host[..^port.Length];
        return Escaped(authority[..at]) + host;
    }

    private static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Replace('\\', '/').Split('/').Select(Escaped))
        {
            if (segment is "" or ".") continue;
            if (segment != "..") segments.Add(segment);
            else if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
        }

        return segments;
    }

    /// <summary>
    /// The text with the escapes of plain characters resolved, all others in upper case, and other letters than those
    /// of ASCII escaped in their composed form.
    /// </summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(Unescaped(text)))
        {
            // What was escaped and is not plain stands as a byte of its own after the mark.
            if (one is > 0x20 and < 0x7F) escaped.Append((char)one);
            else escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return escaped.ToString();
    }

    /// <summary>
    /// The text with what need not be escaped resolved; the escapes of reserved characters stay, in upper case.
    /// </summary>
    private static string Unescaped(string text)
    {
        if (!text.Contains('%')) return text.Normalize();
        var bytes = new List<byte>();
        var source = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && i + 2 < source.Length
                && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                var hex = $"{(char)source[i + 1]}{(char)source[i + 2]}".ToUpperInvariant();
                var value = Convert.ToByte(hex, 16);
                if (value > 0x7F || Unreserved.Contains((char)value)) bytes.Add(value);
                else bytes.AddRange(Encoding.ASCII.GetBytes($"%{hex}"));
                i += 2;
            }
            else bytes.Add(source[i]);
        }

        return Encoding.UTF8.GetString([.. bytes]).Normalize();
    }
}
