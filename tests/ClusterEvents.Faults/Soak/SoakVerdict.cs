using System.Globalization;

namespace ClusterEvents.Faults.Soak;

/// <summary>Whether memory still grew once the run was warm.</summary>
internal static class SoakVerdict
{
    /// <summary>MB an hour that the heap may grow by, after collections of everything.</summary>
    private const double HeapLimit = 2;

    /// <summary>MB an hour that the resident memory may grow by.</summary>
    private const double ResidentLimit = 10;

    /// <summary>A shorter run shows how it warms up, and no slope.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <summary>Two standard errors: what lies within them may as well be none.</summary>
    private const double Doubt = 2;

    /// <summary>Reports what grew, and tells all slopes.</summary>
    public static void Tell(IReadOnlyList<SoakRow> rows, TimeSpan warmUp, Journal journal)
    {
        var warm = rows.Where(row => row.At >= warmUp).ToArray();
        Tell("the heap", HeapLimit, [.. warm.Where(row => row.Live is not null)
            .Select(row => (row.At.TotalHours, row.Live!.Value))]);
        Tell("the resident memory", ResidentLimit, [.. warm.Select(row => (row.At.TotalHours, row.Resident))]);
        Tell("the memory of PostgreSQL", null, [.. warm.Select(row => (row.At.TotalHours, row.Store.Memory))]);
        Tell("handles", null, [.. warm.Select(row => (row.At.TotalHours, (double)row.Handles))]);
        Tell("threads", null, [.. warm.Select(row => (row.At.TotalHours, (double)row.Threads))]);

        void Tell(string what, double? limit, (double, double)[] points)
        {
            var trend = Trend.Of(points);
            var slope = string.Create(CultureInfo.InvariantCulture,
                $"{trend.Slope:+0.00;-0.00;0} ± {Doubt * trend.Error:0.00} an hour in {points.Length} measurements "
                + $"after {warmUp.TotalMinutes:0} min");
            journal.Say($"{what}: {slope}" + (limit is null ? "" : $", limit {limit:0} MB"));
            if (warm.Length == 0 || warm[^1].At - warmUp < Shortest) return;
            if (trend.Slope - (Doubt * trend.Error) > limit)
                journal.Violation("memory stays as it is once the run is warm", $"{what}: {slope}");
        }
    }
}
