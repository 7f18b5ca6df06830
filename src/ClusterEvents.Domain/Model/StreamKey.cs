using System.Text.Json.Serialization;

namespace ClusterEvents.Domain.Model;

/// <summary>
/// The key of one stream of events, such as <c>meeting/0198…</c> or <c>campaign/vi-an-ninh-to-quoc-2022</c>:
/// a kind, a slash and an id, as an auditor reads them in the store.
/// </summary>
[JsonConverter(typeof(TextKeyConverter<StreamKey>))]
public readonly record struct StreamKey(string Kind, string Id) : ITextKey<StreamKey>
{
    public const int LongestId = 100;

    public static string Expected => "a stream's key such as `meeting/0198…`";

    public static bool TryParse(string text, out StreamKey key)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        key = slash < 0 ? default : new(text[..slash], text[(slash + 1)..]);
        return slash > 0 && Slug.IsOne(key.Kind) && Slug.IsOne(key.Id);
    }

    /// <summary>The key of a text that is known to be one, such as what the store holds.</summary>
    public static StreamKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is no stream key.");

    public override string ToString() => $"{Kind}/{Id}";
}
