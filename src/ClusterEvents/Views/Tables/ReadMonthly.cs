using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;
using Npgsql;

namespace ClusterEvents.Views.Tables;

/// <summary>Which month is shown, as it was known when.</summary>
public sealed record MonthlyQuery : ICheckedQuery
{
    /// <summary>The month, such as <c>2022-07</c>; every month with a value where it is left out.</summary>
    [Parameter(Example = "2022-07")]
    public string? Month { get; init; }

    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }

    public void Check(ValidationErrors errors)
    {
        if (Month is not null && Tables.Month.Parse(Month) is null)
            errors.Add("month", "not-a-month", ("value", Month));
    }
}

/// <summary>Read the monthly sheet of a campaign: its targets × its cities.</summary>
public static class ReadMonthly
{
    public static void Map(IEndpointRouteBuilder routes) => ReadTables.Describe(
        routes.MapRead("/v1/campaigns/{id}/monthly.{suffix}", Get).WithName("DownloadMonthlySheet")
            .WithTags("Campaigns")
            .WithSummary("Download the monthly sheet of a campaign: a row a target, a column a city").Refuses(404));

    private static async Task<IResult> Get(
        [PathParameter("The edition's key", Example = "vi-an-ninh-to-quoc-2022")] string id,
        [PathParameter("`csv` or `xlsx`", Example = "csv")] string suffix, Asked<MonthlyQuery> asked, HttpContext http,
        RegistryQuery registry, StreamViews lists, ListFiles files, CityMergers mergers, NpgsqlDataSource database)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var cancel = http.RequestAborted;
        if (await lists.ShownAsync(new TargetsQuery { Limit = 1 }, cancel) is null) return StreamViews.Behind();
        return await files.OneAsync(http, suffix, asked.Query.KnownAt, async (known, naming) =>
        {
            if (!Slug.IsOne(id) || await registry.FindAsync<CampaignLaunched>(
                new(StreamKinds.Campaign, id), known, cancel) is null)
                return default((ListTable<IReadOnlyList<TargetView>>, IReadOnlyList<TargetView>)?);
            var cities = await registry.ListAsync<CityRegistered>(RegisterCity.Type, city => city.Name, known, cancel);
            var targets = new List<TargetView>();
            await foreach (var page in lists.WholeAsync(new TargetsQuery { Campaign = id, KnownAt = known }, cancel))
                targets.AddRange(await ReadTargets.ViewAsync(page, database, mergers, known, cancel));
            return (MonthlyTable.Of(targets, Month.Parse(asked.Query.Month),
                [.. cities.Select(city => new CityId(city.Key.Id))], naming), targets);
        }) ?? ProblemResults.Unknown("campaign", id, atThatMoment: asked.Query.KnownAt is not null);
    }
}
