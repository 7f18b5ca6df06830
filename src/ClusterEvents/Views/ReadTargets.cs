using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views.Lists;
using Wolverine.Http;

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

    [WolverineGet("/v1/targets/{id}")]
    public static Task<IResult> Get(string id, HttpContext http, StreamStateCache streams) =>
        streams.AnswerAsync<Target, TargetView>(http, id, View);

    [WolverineGet("/v1/targets")]
    public static async Task<IResult> List(HttpContext http, StreamList lists)
    {
        var (asked, errors) = (http.Request.Query, new ValidationErrors());
        var page = PageRequest.Read(asked, ["status", "city"], errors);
        var status = asked.Choice("status", Statuses.Keys, errors);
        var city = PageRequest.City(asked, errors);
        if (!errors.None) return ProblemResults.Problem(errors.Found);

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
