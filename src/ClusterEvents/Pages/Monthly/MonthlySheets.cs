using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using Npgsql;

namespace ClusterEvents.Pages.Monthly;

/// <summary>Reads what is on record for a month, and what is left to enter.</summary>
internal sealed class MonthlySheets(
    StreamViews lists, Registers registers, NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// The sheet that is asked for: by default of the campaign that runs, and the last month that has ended.
    /// </summary>
    /// <returns>The sheet; null while the lists of targets are being built.</returns>
    public async Task<MonthlySheet?> ReadAsync(HttpContext http, string? campaign, string? month)
    {
        var cancel = http.RequestAborted;
        var (by, last) = (RecorderClaims.RecorderOf(http), FirstOfMonth(time.Today()).AddMonths(-1));
        CampaignView[] campaigns = [.. (await registers.CampaignsAsync(null, cancel))
            .Where(one => FirstOfMonth(one.Period.From) <= last).OrderByDescending(one => one.Period.From)];
        var chosen = campaigns.FirstOrDefault(one => one.CampaignId == campaign)
            ?? campaigns.FirstOrDefault(one => last <= one.Period.To) ?? campaigns.FirstOrDefault();
        var months = chosen is null ? [] : MonthsOf(chosen.Period, last).Reverse().ToArray();
        var shown = MonthOf(month) is { } asked && months.Contains(asked) ? asked : months.FirstOrDefault(last);
        var sheet = new MonthlySheet(chosen, shown, by)
        {
            Campaigns = campaigns,
            Months = months,
            Cities = [],
            Rows = [],
        };
        if (chosen is null) return sheet;
        var query = new TargetsQuery { Campaign = chosen.CampaignId, Limit = PageRequest.LargestPage };
        if (await lists.ShownAsync(query, cancel) is not var (targets, _)) return null;
        return await FillAsync(sheet, targets, cancel);
    }

    /// <summary>The first day of the month that a text such as <c>2026-06</c> means; null if it means none.</summary>
    public static DateOnly? MonthOf(string? text) => DateOnly.TryParseExact(
        $"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : null;

    /// <summary>The month as addresses name it.</summary>
    public static string TextOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private async Task<MonthlySheet> FillAsync(
        MonthlySheet sheet, IReadOnlyList<ShownStream> targets, CancellationToken cancel)
    {
        // A target that was set after the month has no value in it.
        ShownStream[] set = [.. targets
            .Where(one => one.Stream.State is Target target && !(target.Set.Earliest() > sheet.LastDay))
            .OrderBy(one => ((Target)one.Stream.State!).Set.OccurredOn)
            .ThenBy(one => one.Key.Id, StringComparer.Ordinal)];
        var reports = set.ToDictionary(one => one.Key, one => Reports(one.Stream).ToArray());
        var recorded = await RecordedEvents.DaysAsync(
            database, [.. reports.Values.SelectMany(all => all).Select(report => report.Id)], cancel);
        var named = set.SelectMany(one => ((Target)one.Stream.State!).Cities).Select(city => city.City).ToHashSet();
        (CityId City, string Name)[] cities = [.. (await registers.CitiesAsync(null, cancel))
            .Select(city => (new CityId(city.CityId), city.Name)).Where(city => named.Contains(city.Item1))];
        return sheet with
        {
            Cities = cities,
            Rows = [.. set.Select(one => RowOf(one, sheet, cities, reports[one.Key], recorded))],
        };
    }

    private static MonthlyRow RowOf(
        ShownStream shown, MonthlySheet sheet, IReadOnlyList<(CityId City, string Name)> cities,
        IReadOnlyList<(Guid Id, TargetProgressReported Report)> reports, IReadOnlyDictionary<Guid, DateOnly> recorded)
    {
        var target = (Target)shown.Stream.State!;
        return new(shown.Key, target.Cities[0].Goal, [.. cities.Select(column => CellOf(
            shown.Key, target.Of(column.City), column.City, sheet,
            [.. reports.Where(one => one.Report.City == column.City).OrderBy(one => one.Report.AsOf)], recorded))]);
    }

    private static MonthlyCell CellOf(
        StreamKey target, CityTarget? goal, CityId city, MonthlySheet sheet,
        (Guid Id, TargetProgressReported Report)[] reports, IReadOnlyDictionary<Guid, DateOnly> recorded)
    {
        if (goal is null) return new(target, city, CellState.NotSet);
        var earlier = reports.LastOrDefault(one => one.Report.AsOf < sheet.Month).Report;
        (decimal, DateOnly)? before = earlier is null ? null : (earlier.Value, earlier.AsOf);
        if (reports.LastOrDefault(one => FirstOfMonth(one.Report.AsOf) == sheet.Month) is { Report: { } report } found)
            return new(target, city, CellState.Recorded)
            {
                Value = report.Value,
                Entry = found.Id,
                RecordedOn = recorded.TryGetValue(found.Id, out var day) ? day : null,
                Before = before,
            };
        var state = goal.EndedOn <= sheet.LastDay ? CellState.Ended
            : sheet.By.MayRecordFor([city]) ? CellState.Open : CellState.Others;
        return new(target, city, state) { Value = state == CellState.Ended ? goal.FinalValue : null, Before = before };
    }

    private static IEnumerable<(Guid Id, TargetProgressReported Report)> Reports(StreamSnapshot stream) =>
        stream.Entries.Where(entry => !entry.Retracted && entry.Activity is TargetProgressReported)
            .Select(entry => (entry.ActivityId, (TargetProgressReported)entry.Activity));

    private static IEnumerable<DateOnly> MonthsOf(Period period, DateOnly last)
    {
        for (var month = FirstOfMonth(period.From); month <= period.To && month <= last; month = month.AddMonths(1))
            yield return month;
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
