using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Views.Lists;
using Npgsql;

namespace ClusterEvents.Views;

/// <summary>A target as people read it: what is to be met, and how far each city is.</summary>
public sealed record TargetView(
    string TargetId, string Stream, string? ClusterId, IReadOnlyList<string> CampaignIds, DateOnly? SetOn,
    IReadOnlyList<CityTargetView> Cities, IReadOnlyList<GoalView> History);

/// <summary>How far one city is with what is to be met now.</summary>
/// <param name="Values">All values that it reported, by the day of the value.</param>
public sealed record CityTargetView(
    CityId CityId, TargetStatus Status, Goal Goal, decimal? LastValue, DateOnly? LastAsOf, decimal? FinalValue,
    DateOnly? EndedOn, IReadOnlyList<ReportedValueView> Values)
{
    /// <summary>The city that it was merged into by today; absent if it was not merged.</summary>
    public CityId? MergedInto { get; init; }
}

/// <summary>A value that a city reported.</summary>
/// <param name="Value">The value, in the unit of the target.</param>
/// <param name="AsOf">The day of the value.</param>
/// <param name="RecordedOn">The day on which the report was recorded, in Vietnam.</param>
public sealed record ReportedValueView(decimal Value, DateOnly AsOf, DateOnly RecordedOn);

/// <summary>What was to be met from a day on: how the target was set first, then each revision.</summary>
/// <param name="CityId">The city that it was for; all cities of the target, where it is left out.</param>
public sealed record GoalView(DateOnly? SinceOn, CityId? CityId, Goal Goal);

/// <summary>Which targets are listed.</summary>
public sealed record TargetsQuery : PageRequest
{
    /// <summary>How far cities are, such as <c>open</c> or <c>met</c>.</summary>
    [OneOf<ReadTargets.StatusWords>(Name = "TargetListStatus")]
    public string? Status { get; init; }

    internal override ListFilter Filter => Of(StreamKinds.Target) with
    {
        Statuses = Status is null ? null : TargetStatuses.Words[Status],
    };
}

/// <summary>Read targets, one or a list of them, the newest first.</summary>
public static class ReadTargets
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/targets", List).WithName("ListTargets").WithTags("Targets")
            .Answers<Page<TargetView>>("A page, the newest first", headers: "Link").Refuses(400, 504);
        routes.MapRead("/v1/targets/{id}", Get).WithName("ReadTarget").WithTags("Targets")
            .WithSummary("Read a target")
            .Answers<TargetView>("As it is on record", headers: "ETag").HonoursIfMatch().Refuses(400, 404);
    }

    /// <summary>What a list can be asked for by <c>status</c>.</summary>
    public sealed class StatusWords : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) => TargetStatuses.Words.Keys;
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamViews views,
        NpgsqlDataSource database, CityMergers mergers) => views.OneAsync<Target, TargetView>(
            http, asked, id, (shown, cancel) => ViewAsync(shown, database, mergers, asked.Query.KnownAt, cancel));

    private static Task<IResult> List(
        Asked<TargetsQuery> asked, HttpContext http, StreamViews views, NpgsqlDataSource database,
        CityMergers mergers) =>
        views.ListAsync(
            http, asked, (shown, cancel) => ViewAsync(shown, database, mergers, asked.Query.KnownAt, cancel));

    internal static async Task<IEnumerable<TargetView>> ViewAsync(
        IReadOnlyList<ShownStream> shown, NpgsqlDataSource database, CityMergers mergers, KnownAt? known,
        CancellationToken cancel)
    {
        var successor = await mergers.SuccessorsAsync(known, cancel);
        var recorded = await RecordedEvents.DaysAsync(
            database, [.. shown.SelectMany(one => Reports(one.Stream)).Select(entry => entry.ActivityId)], cancel);
        return shown.Select(one => View(one.Key, (Target)one.Stream.State!, Values(one.Stream, recorded), successor));
    }

    private static TargetView View(
        StreamKey key, Target target, ILookup<CityId, ReportedValueView> values,
        Func<CityId, CityId?> successor) => new(
        key.Id, key.ToString(), target.ClusterId, target.Set.CampaignIds ?? [], target.Set.OccurredOn,
        [
            .. target.Cities.Select(one => new CityTargetView(
                one.City, one.Status, one.Goal, one.LastValue, one.LastAsOf, one.FinalValue, one.EndedOn,
                [.. values[one.City]])
            {
                MergedInto = successor(one.City),
            }),
        ],
        [
            new(target.Set.OccurredOn, target.Set.City, target.Set.Goal()),
            .. target.Revisions.Select(revised => new GoalView(revised.OccurredOn, revised.City, revised.Goal())),
        ]);

    private static ILookup<CityId, ReportedValueView> Values(
        StreamSnapshot stream, IReadOnlyDictionary<Guid, DateOnly> recorded) => Reports(stream)
        .Select(entry => (Report: (TargetProgressReported)entry.Activity, RecordedOn: recorded[entry.ActivityId]))
        .OrderBy(one => one.Report.AsOf)
        .ToLookup(
            one => one.Report.City,
            one => new ReportedValueView(one.Report.Value, one.Report.AsOf, one.RecordedOn));

    private static IEnumerable<EntryState> Reports(StreamSnapshot stream) =>
        stream.Entries.Where(entry => !entry.Retracted && entry.Activity is TargetProgressReported);
}
