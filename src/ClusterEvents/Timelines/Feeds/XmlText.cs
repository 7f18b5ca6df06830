using System.Xml;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Texts that XML can hold.</summary>
internal static class XmlText
{
    /// <summary>The text with a replacement for each character that XML does not allow.</summary>
    public static string Allowed(string text) => text.All(letter => XmlConvert.IsXmlChar(letter)) ? text
        : string.Concat(text.EnumerateRunes().Select(rune =>
            rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
}
