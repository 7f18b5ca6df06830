namespace ClusterEvents.Benchmarks;

/// <summary>Runs service and yardsticks in turns, so that whatever slows the machine affects all of them.</summary>
internal static class Duel
{
    /// <summary>Runs the rounds; the first element of the result has the service's turns, in order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Turn>>> RunAsync(int rounds, params Func<Task<Turn>>[] sides)
    {
        var turns = sides.Select(_ => new List<Turn>()).ToArray();
        for (var round = 0; round < rounds; round++)
            foreach (var (index, side) in sides.Index()) turns[index].Add(await side());
        return turns;
    }

    /// <summary>Compares rates: above 1 the service is faster.</summary>
    public static Row Rates(
        string workload, string yardstick, string? goal, IReadOnlyList<Turn> service, IReadOnlyList<Turn> compared) =>
        new(workload, yardstick, "rate", Numbers.Median(service.Zip(compared, (s, y) => s.Rate / y.Rate)), goal,
            Numbers.Of(service), Numbers.Of(compared));

    /// <summary>Compares a percentile of latencies: below 1 the service is faster.</summary>
    public static Row Latencies(
        string workload, string yardstick, double part, string? goal,
        IReadOnlyList<Turn> service, IReadOnlyList<Turn> compared) =>
        new(workload, yardstick, $"p{part * 100:0}",
            Numbers.Median(service.Zip(compared, (s, y) => At(s, part) / At(y, part))),
            goal, Numbers.Of(service), Numbers.Of(compared));

    private static double At(Turn turn, double part)
    {
        double[] sorted = [.. turn.Latencies.Order()];
        return sorted[(int)((sorted.Length - 1) * part)];
    }
}
