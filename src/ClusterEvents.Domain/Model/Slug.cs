using System.Text;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Model;

/// <summary>Readable keys: lower-case ASCII words and digits joined by single hyphens.</summary>
public static class Slug
{
    /// <summary>The pattern of a key, in the regular expression syntax of JSON Schema.</summary>
    public const string Pattern = "^[a-z0-9]+(-[a-z0-9]+)*$";

    /// <summary>Whether the text is a key of at most 100 characters.</summary>
    public static bool IsOne(string text)
    {
        if (text.Length is 0 or > StreamKey.LongestId || text[0] == '-' || text[^1] == '-') return false;
        for (var i = 0; i < text.Length; i++)
        {
            var allowed = char.IsAsciiLetterLower(text[i]) || char.IsAsciiDigit(text[i]) || text[i] == '-';
            if (!allowed || (text[i] == '-' && text[i - 1] == '-')) return false;
        }

        return true;
    }

    /// <summary>The key of a Vietnamese name: <c>Vì an ninh Tổ quốc</c> gives <c>vi-an-ninh-to-quoc</c>.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var slug = new StringBuilder();
        foreach (var letter in PlainText.Of(string.Join(' ', parts!)))
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');

        var text = slug.ToString().Trim('-');
        return text.Length <= StreamKey.LongestId ? text : text[..StreamKey.LongestId].TrimEnd('-');
    }

    /// <summary>The first letters of a name's words: <c>Bộ Công an</c> gives <c>bca</c>.</summary>
    public static string Initials(string name) =>
        string.Concat(Of(name).Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0]));
}
