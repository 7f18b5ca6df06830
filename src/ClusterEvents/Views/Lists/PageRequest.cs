using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Views.Lists;

/// <summary>The requested page of a list.</summary>
public sealed record PageRequest(int Limit, PageKey? After, KnownAt? Known)
{
    public const int LargestPage = 200;

    /// <summary>
    /// Reads the query of a request; unknown parameters are errors, so that typing errors are noticed.
    /// </summary>
    /// <param name="query">The request's query.</param>
    /// <param name="filters">The additional parameters of this list.</param>
    /// <param name="errors">Collects the validation errors.</param>
    public static PageRequest Read(IQueryCollection query, string[] filters, ValidationErrors errors)
    {
        query.RefuseOthers(errors, [.. filters, KnownAtParameter.Name, "limit", "cursor"]);
        return new(
            query.Limit(LargestPage, errors),
            query.Value("cursor", PageKey.FromCursor, "must be the `next` of a page", errors),
            KnownAtParameter.Read(query, errors));
    }

    /// <summary>A parameter with the key of a city.</summary>
    public static CityId? City(IQueryCollection query, ValidationErrors errors) => query.Value<CityId?>("city",
        text => CityId.TryParse(text, out var city) ? city : null, $"must be {CityId.Expected}", errors);

    /// <summary>
    /// Writes the page of these ordered items, which follow <see cref="After"/>, with a link to the next one.
    /// </summary>
    public async Task<IResult> AnswerAsync<TView>(HttpContext http, IAsyncEnumerable<(PageKey Key, TView View)> items)
    {
        // One item more than requested shows whether there is a next page.
        var found = new List<(PageKey Key, TView View)>();
        await foreach (var item in items)
        {
            found.Add(item);
            if (found.Count > Limit) break;
        }

        var next = found.Count > Limit ? found[Limit - 1].Key.ToCursor() : null;
        if (next is not null)
        {
            var parameters = http.Request.Query.Where(p => p.Key != "cursor")
                .SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value))
                .Append(KeyValuePair.Create("cursor", (string?)next));
            var link = QueryHelpers.AddQueryString(http.Request.Path, parameters);
            http.Response.Headers.Link = $"<{link}>; rel=\"next\"";
        }

        return TypedResults.Ok(new Page<TView>([.. found.Take(Limit).Select(item => item.View)], next));
    }
}
