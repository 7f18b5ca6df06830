using System.Text.RegularExpressions;

namespace ClusterEvents.Domain.Model.Wording;

/// <summary>
/// References to cities, meetings, directives and others in display texts. An entry is made from its own events alone,
/// so it holds keys; when it is shown, each reference is replaced by the name that the thing has.
/// </summary>
/// <remarks>
/// A reference stands between two control characters, which no recorded text contains: the key of a stream and, after
/// <c>#</c>, which of its names is meant.
/// </remarks>
public static partial class NameReference
{
    /// <summary>The stream of the entry itself, until its key is known.</summary>
    private const string Own = "own";

    /// <summary>A city by its name on the day of the entry.</summary>
    public static string To(CityId city) => Of(city.Stream.ToString(), "");

    /// <summary>Several cities, separated by commas.</summary>
    public static string To(IEnumerable<CityId> cities) => string.Join(", ", cities.Select(To));

    /// <summary>A stream by its name.</summary>
    public static string To(StreamKey stream) => Of(stream.ToString(), "");

    /// <summary>The stream of the entry by one of its names.</summary>
    public static string ToOwnStream(string part = "") => Of(Own, part);

    /// <summary>The text with the key of the entry's own stream in place.</summary>
    public static string Bound(string text, StreamKey own) =>
        text.Contains(Begin) ? text.Replace($"{Begin}{Own}", $"{Begin}{own}", StringComparison.Ordinal) : text;

    /// <summary>The streams that a text refers to.</summary>
    public static IEnumerable<StreamKey> StreamsIn(string text) => !text.Contains(Begin) ? []
        : Reference().Matches(text).Select(match => StreamKey.Parse(match.Groups[1].Value));

    /// <summary>The text with each reference replaced by the name of the stream.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of a stream, given which one is meant; null if it has none.</param>
    public static string Named(string text, Func<StreamKey, string, string?> name) => !text.Contains(Begin) ? text
        : Reference().Replace(text, match => StreamKey.Parse(match.Groups[1].Value) is var key
            ? name(key, match.Groups[2].Value) ?? (match.Groups[2].Value.Length == 0 ? key.Id : "") : "");

    /// <summary>The text without references.</summary>
    public static string Without(string text) => text.Contains(Begin) ? Reference().Replace(text, " ") : text;

    private const char Begin = '\u0002';
    private const char End = '\u0003';

    private static string Of(string key, string part) =>
        part.Length == 0 ? $"{Begin}{key}{End}" : $"{Begin}{key}#{part}{End}";

    [GeneratedRegex("\u0002([^\u0002\u0003#]+)(?:#([a-z]+))?\u0003")]
    private static partial Regex Reference();
}
