using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Recording.Http;

/// <summary>The preferences of a request (<c>Prefer</c>, RFC 7240) that concern recordings.</summary>
public static class Preferences
{
    /// <summary>The response waits for the receipt, and includes it.</summary>
    public const string Receipt = "receipt";

    /// <summary>Nothing is recorded if an entry stands already that may be the same fact.</summary>
    public const string RejectSimilar = "reject-similar";

    public const string Header = "Prefer";

    /// <summary>What the header is for, in the API description.</summary>
    public const string Description =
        "`reject-similar`: nothing is recorded if an entry stands already that may be the same fact "
        + "(`looks-like-a-repeat`); `receipt`: the answer waits for the receipt. Neither applies to lines";

    public static bool Asks(this HttpRequest request, string preference) =>
        request.Headers.GetCommaSeparatedValues(Header).Any(
            asked => asked.Split(';')[0].Trim().Equals(preference, StringComparison.OrdinalIgnoreCase));

    /// <summary>Tells the client that its preference was applied.</summary>
    public static void Applied(this HttpResponse response, string preference) =>
        response.Headers.Append("Preference-Applied", preference);

    /// <summary>The draft, to be rejected for similar entries if the request prefers that.</summary>
    public static Draft AsPreferred(this Draft draft, HttpContext http)
    {
        if (!http.Request.Asks(RejectSimilar)) return draft;
        if (!http.Response.Headers["Preference-Applied"].Contains(RejectSimilar)) http.Response.Applied(RejectSimilar);
        return draft with { RejectIfSimilar = ReaderLanguage.Of(http.Request) };
    }
}
