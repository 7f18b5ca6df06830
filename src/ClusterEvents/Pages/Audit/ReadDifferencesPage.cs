using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Pages.Audit;

/// <summary>What changed on a timeline between two moments.</summary>
internal sealed class ReadDifferencesPage(
    TimelineDifferences differences, PointInTimeResolver resolver, Registers registers)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/audit/differences",
        (PageContext page, Asked<DifferencesQuery> asked, HttpContext http, ReadDifferencesPage read) =>
            read.AnswerAsync(page, asked, http));

    private async Task<IResult> AnswerAsync(PageContext page, Asked<DifferencesQuery> asked, HttpContext http)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (query, cancel) = (asked.Query, http.RequestAborted);
        var found = await differences.FindAsync(
            query.Timeline!.Value, query.From is { } begin ? await resolver.KnownAtAsync(begin, cancel) : new(0),
            query.To is { } end ? await resolver.KnownAtAsync(end, cancel) : null, query.Limit, page.Language, cancel);
        return new PageResult<DifferencesPageView>(page, new Dictionary<string, object?>
        {
            [nameof(DifferencesPageView.Timeline)] = query.Timeline.Value,
            [nameof(DifferencesPageView.From)] = http.Request.Query["from"].ToString(),
            [nameof(DifferencesPageView.To)] = http.Request.Query["to"].ToString(),
            [nameof(DifferencesPageView.Found)] = found,
            [nameof(DifferencesPageView.Choices)] = await ChoicesAsync(registers, cancel),
        });
    }

    /// <summary>The timelines that can be compared, by key, with their names.</summary>
    public static async Task<IReadOnlyList<(string Key, string Name)>> ChoicesAsync(
        Registers registers, CancellationToken cancel) =>
    [
        .. (await registers.CitiesAsync(null, cancel)).Select(city => ($"city/{city.CityId}", city.Name)),
        .. (await registers.CampaignsAsync(null, cancel)).Select(campaign =>
            ($"campaign/{campaign.CampaignId}", $"{campaign.Name} {campaign.Period.From.Year}")),
    ];
}
