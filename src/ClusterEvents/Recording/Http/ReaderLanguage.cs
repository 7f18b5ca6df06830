using ClusterEvents.Domain.Model.Wording;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>Chooses the language of titles by <c>Accept-Language</c>: Vietnamese unless English is preferred.</summary>
public static class ReaderLanguage
{
    public static Language Of(HttpRequest request) => Asked(request) ?? Language.Vietnamese;

    /// <summary>
    /// The language of refusals: that of the page or, for programs, English unless Vietnamese is preferred.
    /// </summary>
    public static Language OfRefusals(HttpRequest request) =>
        request.Path.StartsWithSegments("/vi", StringComparison.OrdinalIgnoreCase) ? Language.Vietnamese
        : request.Path.StartsWithSegments("/en", StringComparison.OrdinalIgnoreCase) ? Language.English
        : Asked(request) ?? Language.English;

    /// <summary>The code of a language, as headers have it.</summary>
    public static string CodeOf(Language language) => language.In("vi", "en");

    private static Language? Asked(HttpRequest request)
    {
        return request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is null or > 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(Known).FirstOrDefault(language => language is not null);
    }

    private static Language? Known(StringWithQualityHeaderValue language)
    {
        var tag = language.Value.AsSpan();
        var primary = tag.IndexOf('-') is var dash and > 0 ? tag[..dash] : tag;
        return primary.Equals("vi", StringComparison.OrdinalIgnoreCase) ? Language.Vietnamese
            : primary.Equals("en", StringComparison.OrdinalIgnoreCase) ? Language.English : null;
    }
}
