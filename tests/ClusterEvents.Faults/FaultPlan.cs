namespace ClusterEvents.Faults;

/// <summary>Which fault happens when, on what and for how long: drawn from the seed before anything runs.</summary>
internal static class FaultPlan
{
    /// <summary>Enough to have something on record before it is put at risk.</summary>
    private const double Calm = 1.0;

    private static readonly string[] OfPostgres = ["restart", "immediate stop", "kill"];

    /// <summary>Commits twice: few transactions are just at theirs when it happens.</summary>
    private static readonly string[] OfProxy = ["cut", "refuse", "stall", "mute", "commits", "commits"];

    public static IReadOnlyList<Fault> Of(int seed, Options options, int nodes)
    {
        var dice = new Dice(seed, "faults");
        var plan = new List<Fault>();
        var (at, end) = (dice.Between(Calm, Calm + 1), options.Duration - TimeSpan.FromSeconds(1));
        var bag = new Queue<FaultKind>();
        while (at < end)
        {
            // Every family has its turn before one of them comes again.
            if (bag.Count == 0) foreach (var kind in dice.Shuffled(options.Faults)) bag.Enqueue(kind);
            plan.Add(Next(dice, bag.Dequeue(), at, nodes));
            at += dice.Between(0.6, 3);
            // A node takes seconds to start: what is never up records nothing that could be lost.
            if (plan[^1].Kind == FaultKind.Kill) at += dice.Between(1, 4);
        }

        return plan;
    }

    private static Fault Next(Dice dice, FaultKind kind, TimeSpan at, int nodes)
    {
        var node = dice.Number(0, nodes - 1);
        var (way, lasts) = kind switch
        {
            FaultKind.Kill => ("kill -9", dice.Between(0, 1)),
            FaultKind.Stop => ("SIGSTOP", dice.Between(0.2, 4)),
            FaultKind.Postgres => (dice.Of(OfPostgres), dice.Between(0, 1)),
            FaultKind.Disk => ("full", dice.Between(0.5, 2.5)),
            _ => (dice.Of(OfProxy), dice.Between(0.2, 4)),
        };
        // Breaking connections takes no time: they come again at once.
        if (way == "cut") lasts = TimeSpan.Zero;
        var share = way == "refuse" || dice.Percent(30) ? 100 : dice.Number(10, 90);
        return new(at, kind, way, node, lasts, share, dice.Number(0, int.MaxValue - 1));
    }
}
