using System.Globalization;
using System.Reflection;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// What the frame of a page needs to know of its request: the language, who reads, and the address.
/// </summary>
/// <param name="Language">The language of the page, from the first segment of its address.</param>
/// <param name="Reader">The name of who is signed in; null if nobody is.</param>
/// <param name="Path">The address below the language, such as <c>/cities/can-tho</c>.</param>
/// <param name="Query">The query, with its question mark; empty if there is none.</param>
/// <param name="KnownAt">The point in time that was asked for, as it stands in the address; null for now.</param>
public sealed record PageContext(Language Language, string? Reader, string Path, string Query, string? KnownAt)
    : IBindableFromHttpContext<PageContext>
{
    /// <summary>The parameter of the query that asks for one region of a page, for the script of pages.</summary>
    public const string Part = "part";

    /// <summary>
    /// The prefix that a proxy in front takes off, escaped; empty if there is none. Every address that a page or a
    /// script asks for stands behind it.
    /// </summary>
    public string Base { get; init; } = "";

    /// <summary>The position of the point in time that was asked for; null for now.</summary>
    public long? Position { get; init; }

    /// <summary>
    /// The position that a page which is kept must include, as it is kept as the page of that position; 0 for pages
    /// that are not kept, and for those of a point in time, which do not change.
    /// </summary>
    public long Projected { get; init; }

    /// <summary>The day of the reader.</summary>
    public DateOnly Today { get; init; }

    /// <summary>Whether everyone is the local developer.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>Whether the reader may have the store verified, and compare two moments.</summary>
    public bool MayAudit { get; init; }

    /// <summary>The token of the forms of the page that are sent by post; null for a page without any.</summary>
    public string? FormToken { get; init; }

    /// <summary>The code of the language, as in addresses and in <c>lang</c>.</summary>
    public string Code => CodeOf(Language);

    public Language Other => Language == Language.Vietnamese ? Language.English : Language.Vietnamese;

    /// <summary>
    /// The address of another page in the same language, at the same point in time if it is a page of a point in time.
    /// </summary>
    /// <param name="path">The path below the language.</param>
    /// <param name="query">More parameters, with values already escaped; empty for none.</param>
    public string To(string path, string query = "")
    {
        var isOfNow = path.Split('/') is ["", "audit" or "record" or "conference" or "monthly", ..];
        var known = KnownAt is null || isOfNow ? "" : $"knownAt={Uri.EscapeDataString(KnownAt)}";
        var all = string.Join('&', new[] { query, known }.Where(part => part.Length > 0));
        return ToExactly($"{path}{(all.Length > 0 ? "?" : "")}{all}");
    }

    /// <summary>The address of another page in the same language, with the query that is given and no more.</summary>
    /// <param name="address">Path and query below the language.</param>
    public string ToExactly(string address) => At($"/{Code}{address}");

    /// <summary>The address of this page in the other language.</summary>
    public string Twin => At($"/{CodeOf(Other)}{Path}{Query}");

    /// <summary>
    /// An address of the service as the browser must ask for it. No page writes one in any other way.
    /// </summary>
    /// <param name="address">Path and query at the service, such as <c>/v1/cities</c>.</param>
    public string At(string address) => Base + address;

    public static string CodeOf(Language language) => language.In("vi", "en");

    /// <summary>Whether a request is for a page.</summary>
    public static bool IsPage(HttpRequest request) => IsPage(request.Path);

    /// <summary>Whether a path leads to a page.</summary>
    public static bool IsPage(PathString path) => LanguageOf(path) is not null;

    public static PageContext Of(HttpContext http)
    {
        var path = http.Request.Path;
        var language = LanguageOf(path) ?? ReaderLanguage.Of(http.Request);
        var below = LanguageOf(path) is null ? "" : path.Value![3..];
        var position = http.Request.Query[KnownAtParameter.Name] is [{ Length: > 0 } known] ? known : null;
        // Links keep what the reader wrote, which says more than the position that it was replaced with.
        var written = KnownAtParameter.AsWritten(http) ?? position;
        // Links of a part of a page are those of the whole page.
        var query = http.Request.QueryString.Value ?? "";
        if (http.Request.Query.ContainsKey(Part)) query = PageQuery.Without(query, Part);
        return new(language, http.User.Identity?.Name, below,
            written == position ? query : PageQuery.With(query, KnownAtParameter.Name, written!), written)
        {
            Base = http.Request.Visible(""),
            Position = long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null,
            Projected = position is null ? http.Features.Get<PagePositions>()?.Projected ?? 0 : 0,
            Today = http.RequestServices.GetRequiredService<TimeProvider>().Today(),
            MayAudit = http.User.IsInRole(Role.Auditor) || http.User.IsInRole(Role.Administrator),
            IsDevelopment = http.RequestServices.GetRequiredService<SignInOffer>().IsDevelopment,
        };
    }

    static ValueTask<PageContext?> IBindableFromHttpContext<PageContext>.BindAsync(
        HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<PageContext?>(Of(context));

    private static Language? LanguageOf(PathString path) =>
        // Routing ignores case, so this does too.
        path.StartsWithSegments("/vi", StringComparison.OrdinalIgnoreCase) ? Language.Vietnamese
            : path.StartsWithSegments("/en", StringComparison.OrdinalIgnoreCase) ? Language.English : null;
}
