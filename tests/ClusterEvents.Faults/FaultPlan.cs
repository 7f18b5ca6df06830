namespace ClusterEvents.Faults;

/// <summary>The faults, with times, targets and durations: drawn from the seed before anything runs.</summary>
internal static class FaultPlan
{
    /// <summary>The seconds before the first fault, so that events are on record.</summary>
    private const double Calm = 1.0;

    private static readonly string[] OfPostgres = ["restart", "immediate stop", "kill"];

    /// <summary>Listed twice, because few transactions are committing when it begins.</summary>
    private static readonly string[] OfProxy = ["cut", "refuse", "stall", "mute", "commits", "commits"];

    public static IReadOnlyList<Fault> Of(int seed, Options options, int nodes)
    {
        var random = new RandomSource(seed, "faults");
        var plan = new List<Fault>();
        var (at, end) = (random.Between(Calm, Calm + 1), options.Duration - TimeSpan.FromSeconds(1));
        var bag = new Queue<FaultKind>();
        while (at < end)
        {
            // Each kind occurs once before any is repeated.
            if (bag.Count == 0) foreach (var kind in random.Shuffled(options.Faults)) bag.Enqueue(kind);
            plan.Add(Next(random, bag.Dequeue(), at, nodes));
            at += random.Between(0.6, 3);
            // A node takes seconds to start, and a node that never runs records nothing that could be lost.
            if (plan[^1].Kind == FaultKind.Kill) at += random.Between(1, 4);
        }

        return plan;
    }

    private static Fault Next(RandomSource random, FaultKind kind, TimeSpan at, int nodes)
    {
        var node = random.Number(0, nodes - 1);
        var (way, lasts) = kind switch
        {
            FaultKind.Kill => ("kill -9", random.Between(0, 1)),
            FaultKind.Stop => ("SIGSTOP", random.Between(0.2, 4)),
            FaultKind.Postgres => (random.Of(OfPostgres), random.Between(0, 1)),
            FaultKind.Disk => ("full", random.Between(0.5, 2.5)),
            _ => (random.Of(OfProxy), random.Between(0.2, 4)),
        };
        // Cut connections are re-established at once.
        if (way == "cut") lasts = TimeSpan.Zero;
        var share = way == "refuse" || random.Percent(30) ? 100 : random.Number(10, 90);
        return new(at, kind, way, node, lasts, share, random.Number(0, int.MaxValue - 1));
    }
}
