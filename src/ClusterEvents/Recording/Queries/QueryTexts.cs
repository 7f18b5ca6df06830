using System.Net;
using System.Text;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using Microsoft.AspNetCore.WebUtilities;
using Text = ClusterEvents.Domain.Reading.Text;

namespace ClusterEvents.Recording.Queries;

/// <summary>
/// Refuses values of a query that are no text. The framework leaves escapes that are not UTF-8 as they are, so that
/// they would be searched for, and numbers are parsed with zeros behind them.
/// </summary>
internal static class QueryTexts
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reports the parameters with such values.</summary>
    /// <returns>Their names.</returns>
    public static IReadOnlySet<string> Check(
        HttpRequest request, IReadOnlyList<string> names, ValidationErrors errors)
    {
        var refused = new HashSet<string>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (!pair.EncodedValue.Span.Contains('%')) continue;
            var name = pair.DecodeName().ToString();
            if (names.Contains(name) && FaultOf(name, pair.EncodedValue.Span) is { } fault && refused.Add(name))
                errors.Add(name, fault);
        }

        return refused;
    }

    private static Fault? FaultOf(string name, ReadOnlySpan<char> encoded)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(encoded.ToArray());
            var text = Strict.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!);
            return Text.ControlIn(new(text.Select(SpaceAsItCounts).ToArray()));
        }
        catch (DecoderFallbackException)
        {
            return new("not-unicode", ("field", new NamedField(name)));
        }
    }

    /// <summary>Tabs and ends of lines, which come with a copied text, are white space.</summary>
    private static char SpaceAsItCounts(char character) => char.IsWhiteSpace(character) ? ' ' : character;
}
