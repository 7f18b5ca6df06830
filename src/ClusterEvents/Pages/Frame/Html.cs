using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// The one place that makes markup of text. Razor components write every letter outside ASCII as a character reference,
/// which makes a Vietnamese page a third larger and slower; this encoder escapes only what HTML needs.
/// </summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A text as markup, with the characters escaped that mean something in HTML.</summary>
    public static MarkupString Text(string? text) => new(text is null ? "" : Encoder.Encode(text));

    /// <summary>Markup of the program's own, such as the paths of an icon.</summary>
    /// <param name="markup">A constant of the program; nothing that anybody entered.</param>
    public static MarkupString Own(string markup) => new(markup);

    /// <summary>A text with every occurrence of the words in a <c>mark</c> element.</summary>
    public static MarkupString Marked(string text, IReadOnlyList<(int Start, int Length)> found)
    {
        if (found.Count == 0) return Text(text);
        var markup = new System.Text.StringBuilder();
        var at = 0;
        foreach (var (start, length) in found)
        {
            markup.Append(Encoder.Encode(text[at..start])).Append("<mark>")
                .Append(Encoder.Encode(text.Substring(start, length))).Append("</mark>");
            at = start + length;
        }

        return new(markup.Append(Encoder.Encode(text[at..])).ToString());
    }
}
