namespace ClusterEvents.Faults;

/// <summary>
/// The chance of one actor. Each has its own, made from the seed and its name, so that what one draws does not depend
/// on when another one does.
/// </summary>
internal sealed class Dice(int seed, string actor)
{
    private readonly Random _random = new(Mixed(seed, actor));

    /// <summary>A whole number from one bound to the other, both included.</summary>
    public int Number(int least, int most) => _random.Next(least, most + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int chance) => _random.Next(100) < chance;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public TimeSpan Between(double least, double most) =>
        TimeSpan.FromMilliseconds(Math.Round((least + (_random.NextDouble() * (most - least))) * 1_000));

    /// <summary>The same in another order.</summary>
    public T[] Shuffled<T>(IEnumerable<T> things)
    {
        T[] shuffled = [.. things];
        _random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>FNV-1a: what .NET calls a text's hash is another one in every process.</summary>
    private static int Mixed(int seed, string actor)
    {
        var hash = 2_166_136_261u;
        foreach (var character in $"{seed}/{actor}") hash = unchecked((hash ^ character) * 16_777_619u);
        return unchecked((int)hash);
    }
}
