using System.Globalization;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using ClusterEvents.Views.Tables;
using Npgsql;

namespace ClusterEvents.Pages.Monthly;

/// <summary>Reads what is on record for some months, and what is left to enter.</summary>
internal sealed class MonthlySheets(
    StreamViews lists, Registers registers, NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// The sheet that is asked for: by default of the campaign that runs, and the last month that has ended.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="campaign">The key of the edition.</param>
    /// <param name="month">The first month, such as <c>2026-01</c>.</param>
    /// <param name="through">The last month; the first one alone where it is left out or is earlier.</param>
    /// <returns>The sheet; null while the lists of targets are being built.</returns>
    public async Task<MonthlySheet?> ReadAsync(HttpContext http, string? campaign, string? month, string? through)
    {
        var cancel = http.RequestAborted;
        var (by, last) = (RecorderClaims.RecorderOf(http), Month.Of(time.Today()).First.AddMonths(-1));
        CampaignView[] campaigns = [.. (await registers.CampaignsAsync(null, cancel))
            .Where(one => Month.Of(one.Period.From).First <= last).OrderByDescending(one => one.Period.From)];
        var chosen = campaigns.FirstOrDefault(one => one.CampaignId == campaign)
            ?? campaigns.FirstOrDefault(one => last <= one.Period.To) ?? campaigns.FirstOrDefault();
        var months = chosen is null ? [] : MonthsOf(chosen.Period, last).Reverse().ToArray();
        var shown = Shown(month, months) ?? months.FirstOrDefault(last);
        var end = Shown(through, months) is { } later && later > shown ? later : shown;
        if (end > shown.AddMonths(MonthlySheet.MostMonths - 1)) end = shown.AddMonths(MonthlySheet.MostMonths - 1);
        var sheet = new MonthlySheet(chosen, shown, end, by)
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

    /// <summary>The months of a sheet as addresses name them.</summary>
    public static string AddressOf(MonthlySheet sheet) => $"month={TextOf(sheet.Month)}"
        + (sheet.HasSeveralMonths ? $"&through={TextOf(sheet.Through)}" : "");

    /// <summary>The month as addresses name it.</summary>
    public static string TextOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateOnly? Shown(string? asked, DateOnly[] months) =>
        Month.Parse(asked) is { First: var first } && months.Contains(first) ? first : null;

    private async Task<MonthlySheet> FillAsync(
        MonthlySheet sheet, IReadOnlyList<ShownStream> targets, CancellationToken cancel)
    {
        ShownStream[] set = [.. targets
            .Where(one => one.Stream.State is Target target && IsSetIn(target, sheet.Through))
            .OrderBy(one => ((Target)one.Stream.State!).Set.OccurredOn)
            .ThenBy(one => one.Key.Id, StringComparer.Ordinal)];
        var reports = set.ToDictionary(one => one.Key, one => Reports(one.Stream).ToArray());
        var recorded = await RecordedEvents.DaysAsync(
            database, [.. reports.Values.SelectMany(all => all).Select(report => report.Id)], cancel);
        var named = set.SelectMany(one => ((Target)one.Stream.State!).Cities).Select(city => city.City).ToHashSet();
        (CityId City, string Name)[] cities = [.. (await registers.CitiesAsync(null, cancel))
            .Select(city => (new CityId(city.CityId), city.Name)).Where(city => named.Contains(city.Item1))];
        var through = sheet.Through;
        while (through > sheet.Month && CellsThrough(through) > MonthlySheet.MostCells) through = through.AddMonths(-1);
        return sheet with
        {
            Through = through,
            Cities = cities,
            Rows = [.. from one in set
                       from month in MonthsOf(new(sheet.Month, through), through)
                       where IsSetIn((Target)one.Stream.State!, month)
                       select RowOf(one, month, sheet.By, cities, reports[one.Key], recorded)],
        };

        int CellsThrough(DateOnly last) =>
            set.Length * cities.Length * MonthsOf(new(sheet.Month, last), last).Count();
    }

    /// <summary>Whether a target can have a value in a month: one that was set later has none.</summary>
    private static bool IsSetIn(Target target, DateOnly month) =>
        !(target.Set.Earliest() > MonthlySheet.LastDayOf(month));

    private static MonthlySheetRow RowOf(
        ShownStream shown, DateOnly month, Recorder by, IReadOnlyList<(CityId City, string Name)> cities,
        IReadOnlyList<(Guid Id, TargetProgressReported Report)> reports, IReadOnlyDictionary<Guid, DateOnly> recorded)
    {
        var target = (Target)shown.Stream.State!;
        return new(shown.Key, month, target.Cities[0].Goal, [.. cities.Select(column => CellOf(
            new(shown.Key, month, column.City, CellState.NotSet), target.Of(column.City), by,
            [.. reports.Where(one => one.Report.City == column.City).OrderBy(one => one.Report.AsOf)], recorded))]);
    }

    private static MonthlyCell CellOf(
        MonthlyCell cell, CityTarget? goal, Recorder by,
        (Guid Id, TargetProgressReported Report)[] reports, IReadOnlyDictionary<Guid, DateOnly> recorded)
    {
        if (goal is null) return cell;
        var earlier = reports.LastOrDefault(one => one.Report.AsOf < cell.Month).Report;
        (decimal, DateOnly)? before = earlier is null ? null : (earlier.Value, earlier.AsOf);
        if (reports.LastOrDefault(one => Month.Of(one.Report.AsOf).First == cell.Month) is { Report: { } report } found)
            return cell with
            {
                State = CellState.Recorded,
                Value = report.Value,
                Entry = found.Id,
                RecordedOn = recorded.TryGetValue(found.Id, out var day) ? day : null,
                Before = before,
            };
        var state = goal.EndedOn <= MonthlySheet.LastDayOf(cell.Month) ? CellState.Ended
            : by.MayRecordFor([cell.City]) ? CellState.Open : CellState.Others;
        return cell with
        {
            State = state,
            Value = state == CellState.Ended ? goal.FinalValue : null,
            Before = before,
        };
    }

    private static IEnumerable<(Guid Id, TargetProgressReported Report)> Reports(StreamSnapshot stream) =>
        stream.Entries.Where(entry => !entry.Retracted && entry.Activity is TargetProgressReported)
            .Select(entry => (entry.ActivityId, (TargetProgressReported)entry.Activity));

    private static IEnumerable<DateOnly> MonthsOf(Period period, DateOnly last)
    {
        for (var month = Month.Of(period.From).First; month <= period.To && month <= last; month = month.AddMonths(1))
            yield return month;
    }
}
