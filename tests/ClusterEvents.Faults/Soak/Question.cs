using System.Globalization;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Soak;

/// <summary>What a visitor asks for.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="IsKnownAt">Whether the answer never changes.</param>
internal sealed record Question(string Path, bool IsKnownAt = false)
{
    public const string Checkpoint = "/log/checkpoint";

    private static readonly string[] Words = ["tuong", "gui", "trường", "sửa", "khac", "\"Đài tưởng niệm\""];

    private static readonly string[] OfPeople =
    [
        "", "/cities", "/campaigns", "/clusters", $"/clusters/{Situation.Cluster}", "/directives", "/targets",
        "/commendations", "/audit", "/record", "/conference",
    ];

    private static readonly string[] Lists =
        ["directives", "meetings", "ceremonies", "targets", "commendations"];

    private static readonly string[] Registers = ["cities", "clusters", "campaigns"];

    private static readonly string[] Files = [".csv", ".xlsx", ".atom", ".ics", ".docx"];

    /// <summary>A page, a list, a search, a file or a proof.</summary>
    /// <param name="random">What is drawn from.</param>
    /// <param name="observations">What is on record.</param>
    public static Question Of(RandomSource random, Observations observations)
    {
        var (chance, timeline, which) = (
            random.Number(1, 100), random.Of(Situation.Timelines), random.Number(0, int.MaxValue - 1));
        var (day, month) = (Day(random), random.Number(0, 80));
        return chance switch
        {
            <= 20 => new($"/v1/timelines/{timeline}?limit={random.Number(1, 100)}&from={day}"),
            <= 28 => KnownAt(timeline, day, observations.Newest),
            <= 46 => new($"/{random.Of(["vi", "en"])}{Page(random, timeline, day, observations, which)}"),
            <= 58 => new($"/v1/search?q={Uri.EscapeDataString(random.Of(Words))}&limit={random.Number(1, 50)}"),
            <= 67 => new($"/v1/{random.Of(Lists)}?limit={random.Number(1, 50)}"),
            <= 70 => new($"/v1/{random.Of(Registers)}"),
            <= 78 => new(One(observations, which)),
            <= 84 => new($"/v1/timelines/{timeline}/{random.Of(["summary", "calendar?year=2018"])}"),
            <= 87 => File(random, timeline, month),
            <= 92 => new($"/v1/events?after={Math.Max(0, observations.Newest - 200)}"),
            <= 96 => new(Checkpoint),
            _ => new(random.Of(["/health/ready", "/health/live", "/openapi/v1.json"])),
        };
    }

    private static Question KnownAt(string timeline, string day, long newest) =>
        new($"/v1/timelines/{timeline}?limit=50&from={day}&knownAt={newest}&atLeast={newest}", IsKnownAt: true);

    private static string Page(
        RandomSource random, string timeline, string day, Observations observations, int which) =>
        random.Number(1, 4) switch
        {
            1 => random.Of(OfPeople),
            2 => $"/search?q={Uri.EscapeDataString(random.Of(Words))}",
            3 => $"/activities/{observations.Acknowledged(which)!.ActivityId}",
            _ => timeline.StartsWith("cities/", StringComparison.Ordinal)
                ? $"/{timeline}?from={day}" : $"/{timeline}/timeline?from={day}",
        };

    private static string One(Observations observations, int which)
    {
        var recorded = observations.Acknowledged(which)!;
        return which % 2 == 0 ? $"/v1/streams/{recorded.Stream}" : $"/v1/activities/{recorded.ActivityId}";
    }

    /// <summary>A month of a timeline, and sometimes all of it.</summary>
    private static Question File(RandomSource random, string timeline, int month)
    {
        var first = new DateOnly(2015, 1, 1).AddMonths(month);
        var (suffix, all) = (random.Of(Files), random.Percent(10));
        return new($"/v1/timelines/{timeline}{suffix}" + (all && suffix != ".docx" ? ""
            : $"?from={Text(first)}&to={Text(first.AddMonths(1).AddDays(-1))}"));
    }

    private static string Day(RandomSource random) => Text(new DateOnly(2015, 1, 1).AddDays(random.Number(0, 2_400)));

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
