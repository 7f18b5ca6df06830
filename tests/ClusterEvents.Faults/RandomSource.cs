namespace ClusterEvents.Faults;

/// <summary>
/// The random numbers of one actor, seeded by the run's seed and the actor's name, so that they do not depend on when
/// other actors draw theirs.
/// </summary>
internal sealed class RandomSource(int seed, string actor)
{
    private readonly Random _random = new(Mixed(seed, actor));

    /// <summary>An integer between two bounds, both inclusive.</summary>
    public int Number(int least, int most) => _random.Next(least, most + 1);

    /// <summary>True with a probability in percent.</summary>
    public bool Percent(int chance) => _random.Next(100) < chance;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public TimeSpan Between(double least, double most) =>
        TimeSpan.FromMilliseconds(Math.Round((least + (_random.NextDouble() * (most - least))) * 1_000));

    /// <summary>The items in random order.</summary>
    public T[] Shuffled<T>(IEnumerable<T> things)
    {
        T[] shuffled = [.. things];
        _random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>FNV-1a: the hash code of a string in .NET differs in each process.</summary>
    private static int Mixed(int seed, string actor)
    {
        var hash = 2_166_136_261u;
        foreach (var character in $"{seed}/{actor}") hash = unchecked((hash ^ character) * 16_777_619u);
        return unchecked((int)hash);
    }
}
