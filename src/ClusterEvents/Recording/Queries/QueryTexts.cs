using System.Globalization;
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
        var bytes = new List<byte>(encoded.Length);
        for (var at = 0; at < encoded.Length; at++)
            if (encoded[at] == '%' && at + 2 < encoded.Length && byte.TryParse(
                encoded.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
            {
                bytes.Add(one);
                at += 2;
            }
            // Only the escapes are in question; what else there is stays a character.
            else bytes.Add((byte)(char.IsAscii(encoded[at]) ? encoded[at] : '?'));
        try
        {
            return Text.ControlIn(new(Strict.GetString([.. bytes]).Select(SpaceAsItCounts).ToArray()));
        }
        catch (DecoderFallbackException)
        {
            return new("not-unicode", ("field", new NamedField(name)));
        }
    }

    /// <summary>Tabs and ends of lines, which come with a copied text, are white space.</summary>
    private static char SpaceAsItCounts(char character) => char.IsWhiteSpace(character) ? ' ' : character;
}
