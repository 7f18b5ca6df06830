using ClusterEvents.Domain.Model.Wording;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>Chooses the language of titles by <c>Accept-Language</c>: Vietnamese unless English is preferred.</summary>
public static class ReaderLanguage
{
    public static Language Of(HttpRequest request)
    {
        var preferred = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is null or > 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(Known).FirstOrDefault(language => language is not null);
        return preferred ?? Language.Vietnamese;
    }

    private static Language? Known(StringWithQualityHeaderValue language)
    {
        var tag = language.Value.AsSpan();
        var primary = tag.IndexOf('-') is var dash and > 0 ? tag[..dash] : tag;
        return primary.Equals("vi", StringComparison.OrdinalIgnoreCase) ? Language.Vietnamese
            : primary.Equals("en", StringComparison.OrdinalIgnoreCase) ? Language.English : null;
    }
}
