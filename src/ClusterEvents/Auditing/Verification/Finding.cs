namespace ClusterEvents.Auditing.Verification;

/// <summary>One thing that is not as it must be.</summary>
/// <param name="Code">What kind of thing, such as <c>event-altered</c>.</param>
/// <param name="Where">Which event, leaf, tile, checkpoint, stream or timeline row.</param>
/// <param name="Detail">What is wrong with it, down to the field where that can be told.</param>
public sealed record Finding(string Code, string Where, string Detail);

/// <summary>The findings of one audit: all are counted, and the first are told.</summary>
public sealed class Findings
{
    /// <summary>How many are told. A history rewritten from its start would otherwise fill the memory.</summary>
    public const int Told = 1_000;

    private readonly Lock _lock = new();
    private readonly List<Finding> _first = [];

    public long Count { get; private set; }

    public IReadOnlyList<Finding> First
    {
        get { lock (_lock) return [.. _first]; }
    }

    public void Add(string code, string where, string detail)
    {
        lock (_lock)
        {
            Count++;
            if (_first.Count < Told) _first.Add(new(code, where, detail));
        }
    }
}
