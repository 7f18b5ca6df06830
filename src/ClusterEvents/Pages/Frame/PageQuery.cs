using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// Turns what a form of a page sends into the query that the API knows: a form sends every field, also those left
/// empty, and people write days as 29/07/2022.
/// </summary>
internal static class PageQuery
{
    private static readonly string[] Days = ["from", "to", "on", "knownAt"];

    private static readonly string[] DayFormats = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];

    /// <summary>Redirects to the address that a request means, if it differs from the one that was sent.</summary>
    public static async ValueTask<object?> CleanAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        // A redirect would lose what a form has sent.
        if (HttpMethods.IsPost(request.Method)) return await next(context);
        var sent = QueryHelpers.ParseQuery(request.QueryString.Value)
            .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? "")).ToArray();
        KeyValuePair<string, string?>[] meant = [.. sent.Where(one => one.Value.Trim().Length > 0)
            .Select(one => KeyValuePair.Create(one.Key, (string?)Meant(one.Key, one.Value)))];
        return meant.Length == sent.Length && meant.Zip(sent).All(pair => pair.First.Value == pair.Second.Value)
            ? await next(context)
            : TypedResults.Redirect(request.PathBase + request.Path + QueryString.Create(meant));
    }

    /// <summary>A query without some of its parameters.</summary>
    public static string Without(string query, params string[] names) => QueryString.Create(
        QueryHelpers.ParseQuery(query).Where(one => !names.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value))).Value ?? "";

    /// <summary>A query with one parameter set.</summary>
    public static string With(string query, string name, string value)
    {
        var rest = Without(query, name);
        return $"{(rest.Length == 0 ? "?" : rest + "&")}{name}={Uri.EscapeDataString(value)}";
    }

    private static string Meant(string name, string value) =>
        Days.Contains(name, StringComparer.OrdinalIgnoreCase) && DateOnly.TryParseExact(
            value.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? $"{day:yyyy'-'MM'-'dd}" : value.Trim();
}
