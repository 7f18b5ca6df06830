using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A target as people read it: what is to be met, and how far each city is.</summary>
public sealed record TargetView(
    string TargetId, string Stream, string? ClusterId, IReadOnlyList<string> CampaignIds, DateOnly? SetOn,
    IReadOnlyList<CityTargetView> Cities, IReadOnlyList<GoalView> History);

/// <summary>How far one city is with what is to be met now.</summary>
public sealed record CityTargetView(
    CityId CityId, TargetStatus Status, Goal Goal, decimal? LastValue, DateOnly? LastAsOf, decimal? FinalValue,
    DateOnly? EndedOn);

/// <summary>What was to be met from a day on: how the target was set first, then each revision.</summary>
/// <param name="CityId">The city that it was for; all cities of the target, where it is left out.</param>
public sealed record GoalView(DateOnly? SinceOn, CityId? CityId, Goal Goal);

/// <summary>Which targets are listed.</summary>
public sealed record TargetsQuery : PageRequest
{
    /// <summary>How far cities are, such as <c>open</c> or <c>met</c>.</summary>
    [OneOf<ReadTargets.StatusWords>]
    public string? Status { get; init; }

    /// <summary>Only what concerns this city.</summary>
    public CityId? City { get; init; }
}

/// <summary>Read targets, one or a list of them, the newest first.</summary>
public static class ReadTargets
{
    private static readonly Dictionary<string, Func<CityTarget, bool>> Statuses = new()
    {
        ["set"] = city => city.Status == TargetStatus.Set,
        ["in-progress"] = city => city.Status == TargetStatus.InProgress,
        ["met"] = city => city.Status == TargetStatus.Met,
        ["missed"] = city => city.Status == TargetStatus.Missed,
        ["open"] = city => city.Status is TargetStatus.Set or TargetStatus.InProgress,
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/targets", List).WithTags("Targets")
            .Answers<Page<TargetView>>("A page, the newest first", headers: "Link").Refuses(400);
        routes.MapRead("/v1/targets/{id}", Get).WithTags("Targets")
            .Answers<TargetView>("As it is on record", headers: "ETag").Refuses(400, 404);
    }

    /// <summary>What a list can be asked for by <c>status</c>.</summary>
    public sealed class StatusWords : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) => Statuses.Keys;
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamStateCache streams) =>
        streams.AnswerAsync<Target, TargetView>(http, asked, id, View);

    private static async Task<IResult> List(Asked<TargetsQuery> asked, HttpContext http, StreamList lists)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (page, status, city) = (asked.Query, asked.Query.Status, asked.Query.City);
        var list = new ListOf<Target>(nameof(TargetSet), target => target.Set.OccurredOn);
        return await page.AnswerAsync(http, lists.ReadAsync(list, page, http.RequestAborted)
            .Where(one => one.State.Cities.Any(
                of => (city is null || of.City == city) && (status is null || Statuses[status](of))))
            .Select(one => (one.Key, View(one.Stream, one.State))));
    }

    private static TargetView View(StreamKey key, Target target) => new(
        key.Id, key.ToString(), target.ClusterId, target.Set.CampaignIds ?? [], target.Set.OccurredOn,
        [
            .. target.Cities.Select(one => new CityTargetView(
                one.City, one.Status, one.Goal, one.LastValue, one.LastAsOf, one.FinalValue, one.EndedOn)),
        ],
        [
            new(target.Set.OccurredOn, target.Set.City, target.Set.Goal()),
            .. target.Revisions.Select(revised => new GoalView(revised.OccurredOn, revised.City, revised.Goal())),
        ]);
}
