using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views.Standings;

/// <summary>Reads how the cities of a campaign edition stand, from its timeline and the lists of states.</summary>
public sealed class StandingReader(
    TimelineReader timelines, SummaryReader summaries, CalendarReader calendars, StreamViews lists,
    EventCatalogue catalogue)
{
    /// <summary>More than any edition has; a count stops there.</summary>
    private const int Most = 10_000;

    /// <summary>The standing; null if the edition is not on record at the point in time.</summary>
    /// <param name="id">The key of the edition.</param>
    /// <param name="period">Its period, whose months are counted.</param>
    /// <param name="known">The point in time; null for now.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<CampaignStanding?> ReadAsync(
        string id, Period period, KnownAt? known, CancellationToken cancel)
    {
        var query = new TimelineQuery(new(StreamKinds.Campaign, id)) { KnownAt = known };
        if (await summaries.CountByCityAsync(query, cancel) is not { } found) return null;
        var pinned = query with { KnownAt = new(found.Position) };
        var cities = new List<CityStanding>();
        foreach (var (city, entries) in found.ByCity)
            cities.Add(await OfAsync(new(city), entries, id, period, pinned, cancel));
        return new(id, found.Position, found.Total, cities);
    }

    private async Task<CityStanding> OfAsync(
        CityId city, long entries, string campaign, Period period, TimelineQuery query, CancellationToken cancel)
    {
        var own = query with { Concerning = [city.Stream] };
        return new(city, entries, await MonthsAsync(own, period, cancel),
            new(await TargetsAsync("open"), await TargetsAsync("met"), await TargetsAsync("missed")),
            new(await DirectivesAsync("open"), await DirectivesAsync("overdue"), await DirectivesAsync("fulfilled")),
            await CountAsync(new CommendationsQuery()), await ScoreAsync(own, city, cancel));

        Task<int> TargetsAsync(string status) => CountAsync(new TargetsQuery { Status = status });

        Task<int> DirectivesAsync(string status) => CountAsync(new DirectivesQuery { Status = status });

        Task<int> CountAsync(PageRequest list) => lists.CountAsync(
            list with { City = city, Campaign = campaign, KnownAt = query.KnownAt }, Most, cancel);
    }

    private async Task<IReadOnlyList<MonthCount>> MonthsAsync(
        TimelineQuery query, Period period, CancellationToken cancel)
    {
        var months = new List<MonthCount>();
        for (var year = period.From.Year; year <= period.To.Year; year++)
            months.AddRange((await calendars.ReadAsync(query, year, cancel) ?? [])
                .GroupBy(day => new DateOnly(day.Day.Year, day.Day.Month, 1))
                .Select(month => new MonthCount(month.Key, month.Sum(day => day.Count))));
        return months;
    }

    private async Task<ScoreStanding?> ScoreAsync(TimelineQuery query, CityId city, CancellationToken cancel)
    {
        var page = await timelines.ReadAsync(
            query with { Kinds = [nameof(ScoreFinalised)], Limit = 50, Corrections = true },
            Language.Vietnamese, cancel);
        return (page?.Entries ?? []).Select(entry => FeedEntry.Of(entry, catalogue))
            .Where(entry => entry.Activity is ScoreFinalised score && score.City == city)
            .Select(entry => (entry.ActivityId, Score: (ScoreFinalised)entry.Activity))
            .Select(one => new ScoreStanding(one.Score.Points, one.Score.Max, one.Score.OccurredOn, one.ActivityId))
            .FirstOrDefault();
    }
}
