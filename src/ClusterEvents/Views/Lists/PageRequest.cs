using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Views.Lists;

/// <summary>The query parameters of a list page. Each list adds its filters.</summary>
public abstract record PageRequest
{
    public const int LargestPage = 200;

    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>The maximum number of items on a page.</summary>
    [Parameter(Least = 1, Most = LargestPage)]
    public int Limit { get; init; } = 50;

    /// <summary>The <c>next</c> of the previous page.</summary>
    [Parameter(Name = "cursor", Expected = "must be the `next` of a page")]
    public PageKey? After { get; init; }

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
            var link = http.Request.AddressWith(
                name => name is not "cursor", KeyValuePair.Create("cursor", (string?)next));
            http.Response.Headers.Link = $"<{link}>; rel=\"next\"";
        }

        return TypedResults.Ok(new Page<TView>([.. found.Take(Limit).Select(item => item.View)], next));
    }
}
