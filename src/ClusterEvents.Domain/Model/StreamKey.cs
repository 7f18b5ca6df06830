using System.Text.Json.Serialization;
using ClusterEvents.Domain.Model.Json;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model;

/// <summary>
/// The key of an event stream, such as <c>meeting/0198…</c> or <c>campaign/vi-an-ninh-to-quoc-2022</c>: the kind of
/// stream, a slash and an id. It is the stream id in the store, readable for an auditor.
/// </summary>
[JsonConverter(typeof(TextKeyConverter<StreamKey>))]
public readonly record struct StreamKey(string Kind, string Id) : ITextKey<StreamKey>
{
    public const int LongestId = 100;

    static string ITextKey<StreamKey>.Kind => "";

    static string ITextKey<StreamKey>.Example => "meeting/0198…";

    public static bool TryParse(string text, out StreamKey key)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        key = slash < 0 ? default : new(text[..slash], text[(slash + 1)..]);
        return slash > 0 && Slug.IsOne(key.Kind) && Slug.IsOne(key.Id);
    }

    /// <summary>Parses a text that must be a stream key, such as one read from the store.</summary>
    public static StreamKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is not a stream key.");

    /// <summary>The error of a field whose key must be of one kind; none if it is, or if it has no key.</summary>
    /// <param name="field">The name of the field.</param>
    /// <param name="key">Its value.</param>
    /// <param name="kind">The kind, one of <see cref="StreamKinds"/>.</param>
    public static IEnumerable<(string Field, Fault Fault)> Errors(string field, StreamKey? key, string kind)
    {
        if (key is { } given && given.Kind != kind)
            yield return (field, new("key-of-another-kind",
                ("value", given.ToString()), ("kind", new KindOfStream(kind)), ("example", $"{kind}/0198…")));
    }

    public override string ToString() => $"{Kind}/{Id}";
}
