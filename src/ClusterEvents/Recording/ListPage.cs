using System.Globalization;
using ClusterEvents.Recording.Binding;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Recording;

/// <summary>One page of a list of streams, the newest first.</summary>
/// <param name="Items">What is listed.</param>
/// <param name="Next">The cursor of the next page; absent on the last one.</param>
public sealed record ListPage<TView>(IReadOnlyList<TView> Items, string? Next);

/// <summary>The place of a stream in a list: by day, newest first and those without a day last, then by id.</summary>
public readonly record struct ListKey(DateOnly? Day, string Id)
{
    public static readonly Comparer<ListKey> Order = Comparer<ListKey>.Create((one, other) =>
        Nullable.Compare(other.Day, one.Day) is var byDay and not 0 ? byDay : string.CompareOrdinal(one.Id, other.Id));

    /// <summary>The key as an opaque text for a page's <c>next</c>.</summary>
    public string ToCursor() =>
        Cursors.Of(string.Create(CultureInfo.InvariantCulture, $"{Day?.DayNumber ?? -1}.{Id}"));

    /// <summary>The key that a cursor stands for; null where the text is none of ours.</summary>
    public static ListKey? FromCursor(string cursor) =>
        Cursors.Parts(cursor) is [var day, var id] && Slug.IsOne(id)
        && int.TryParse(day, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= -1 && number <= DateOnly.MaxValue.DayNumber
            ? new(number < 0 ? null : DateOnly.FromDayNumber(number), id) : null;
}

/// <summary>Which page of a list is asked for.</summary>
public sealed record ListQuery(int Limit, ListKey? After, KnownAt? Known)
{
    public const int LargestPage = 200;

    /// <summary>Reads the query of a request; an unknown parameter is refused, so that a typo never vanishes.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="filters">The parameters of this list beside those of every list.</param>
    /// <param name="faults">Gets what is malformed.</param>
    public static ListQuery Read(IQueryCollection query, string[] filters, Faults faults)
    {
        query.RefuseOthers(faults, [.. filters, KnownAt.Parameter, "limit", "cursor"]);
        return new(
            query.Limit(LargestPage, faults),
            query.Value("cursor", ListKey.FromCursor, "must be the `next` of a page", faults),
            KnownAt.Read(query, faults));
    }

    /// <summary>A parameter that holds a city's key.</summary>
    public static CityId? City(IQueryCollection query, Faults faults) => query.Value<CityId?>("city",
        text => CityId.TryParse(text, out var city) ? city : null, $"must be {CityId.Expected}", faults);

    /// <summary>
    /// The page of these items, which follow <see cref="After"/> in their order, with a link to the next one.
    /// </summary>
    public async Task<IResult> AnswerAsync<TView>(HttpContext http, IAsyncEnumerable<(ListKey Key, TView View)> items)
    {
        // One more than asked for tells whether there is a next page.
        var found = new List<(ListKey Key, TView View)>();
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

        return TypedResults.Ok(new ListPage<TView>([.. found.Take(Limit).Select(item => item.View)], next));
    }
}

/// <summary>Reads the states of streams for those who look, not for decisions.</summary>
public static class FoldedViews
{
    /// <summary>One stream as <paramref name="view"/> shows it, under its version; 404 where there is none.</summary>
    public static async Task<IResult> AnswerAsync<TState, TView>(
        this FoldedStreams streams, HttpContext http, string id, Func<StreamKey, TState, TView> view)
        where TState : class, IStreamState<TState>
    {
        var faults = new Faults();
        var known = Registers.ReadKnown(http.Request.Query, faults);
        if (!faults.None) return Answers.Problem(faults.Found);

        var key = new StreamKey(TState.Kind, id);
        var found = await streams.ReadAsync([key], known, http.RequestAborted);
        if (found.GetValueOrDefault(key) is not { State: TState state, Version: var version })
            return Answers.Problem(
                StatusCodes.Status404NotFound, $"unknown-{key.Kind}", $"No {key.Kind} `{id}` is on record.");
        http.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Ok(view(key, state));
    }
}
