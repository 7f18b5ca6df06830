using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Pages.Boards;

/// <summary>The directives by how far they are, or one of them.</summary>
internal sealed class ReadDirectivesBoard(
    StreamViews lists, CityMergers mergers, StreamStateCache streams, Registers registers, TimeProvider time)
{
    /// <summary>How many directives a lane of the board shows.</summary>
    public const int Shown = 12;

    /// <summary>How many days ahead a due day is near.</summary>
    public const int Near = 7;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/directives", (PageContext page, Asked<DirectivesQuery> asked, HttpContext http,
            ReadDirectivesBoard read) => read.BoardAsync(page, asked, http.RequestAborted));
        pages.MapRead("/directives/{id}", (string id, PageContext page, Asked<KnownAtQuery> asked, HttpContext http,
            ReadDirectivesBoard read) => read.OneAsync(id, page, asked, http.RequestAborted));
    }

    private async Task<IResult> BoardAsync(PageContext page, Asked<DirectivesQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var query = asked.Query;
        var today = time.Today();
        DirectivesQuery[] lanes = query.Status is not null ? [query] :
        [
            query with { Status = "overdue", Limit = Shown },
            query with { Status = "open", DueFrom = today, DueBefore = today.AddDays(Near + 1), Limit = Shown },
            query with { Status = "open", Limit = Shown },
            query with { Status = "closed", Limit = Shown },
        ];
        var shown = new List<BoardLane>();
        foreach (var lane in lanes)
        {
            if (await lists.ShownAsync(lane, cancel) is not var (found, next)) return Behind();
            shown.Add(new(lane, [.. await ReadDirectives.ViewAsync(found, mergers, query.KnownAt, cancel)],
                await lists.CountAsync(lane with { After = null }, 1000, cancel), next?.ToCursor()));
        }

        return new PageResult<DirectivesPageView>(page, new Dictionary<string, object?>
        {
            [nameof(DirectivesPageView.Asked)] = query,
            [nameof(DirectivesPageView.Lanes)] = shown,
            [nameof(DirectivesPageView.Today)] = today,
            [nameof(DirectivesPageView.Cities)] = await registers.CitiesAsync(query.KnownAt, cancel),
        });
    }

    private async Task<IResult> OneAsync(
        string id, PageContext page, Asked<KnownAtQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var key = new StreamKey(StreamKinds.Directive, id);
        var found = await streams.ReadAsync([key], asked.Query.KnownAt, cancel);
        if (found.GetValueOrDefault(key) is not { State: Directive } stream)
            return ProblemResults.Unknown("directive", id, atThatMoment: asked.Query.KnownAt is not null);
        return new PageResult<DirectivePageView>(page, new Dictionary<string, object?>
        {
            [nameof(DirectivePageView.Directive)] = (await ReadDirectives.ViewAsync(
                [new(key, stream)], mergers, asked.Query.KnownAt, cancel)).Single(),
            [nameof(DirectivePageView.Entries)] = stream.Entries,
            [nameof(DirectivePageView.State)] = stream.State,
            [nameof(DirectivePageView.Today)] = time.Today(),
            [nameof(DirectivePageView.Names)] = await registers.CityNamesAsync(asked.Query.KnownAt, cancel),
        });
    }

    private static IResult Behind() => ProblemResults.Problem(
        StatusCodes.Status504GatewayTimeout, "list-behind");
}

/// <summary>A lane of the board.</summary>
/// <param name="Query">What it shows.</param>
/// <param name="Directives">The first of its directives.</param>
/// <param name="Count">The number of all of them, counted up to 1,000.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
public sealed record BoardLane(
    DirectivesQuery Query, IReadOnlyList<DirectiveView> Directives, int Count, string? Next);
