using System.Collections.Concurrent;

namespace ClusterEvents.Faults.Clients;

/// <summary>What all clients know together: what was sent and answered, asked and told.</summary>
internal sealed class Book
{
    private readonly List<Recorded> _acknowledged = [];
    private readonly Lock _lock = new();
    private long _newest;

    /// <summary>Every letter that was sent, of each recorder in the order of sending.</summary>
    public ConcurrentDictionary<string, List<Letter>> Letters { get; } = [];

    /// <summary>Checkpoints of the log that anybody has seen.</summary>
    public ConcurrentDictionary<string, byte> Checkpoints { get; } = [];

    /// <summary>Questions about what was known at a position, with their answer.</summary>
    public ConcurrentDictionary<string, string> KnownAt { get; } = [];

    /// <summary>Counts of what was done, for the progress.</summary>
    public ConcurrentDictionary<string, int> Counts { get; } = [];

    /// <summary>The newest position that was acknowledged.</summary>
    public long Newest
    {
        get { lock (_lock) return _newest; }
    }

    public IEnumerable<Letter> AllLetters => Letters.Values.SelectMany(letters => letters);

    public void Count(string what) => Counts.AddOrUpdate(what, 1, (_, before) => before + 1);

    public void Acknowledge(Recorded recorded)
    {
        lock (_lock)
        {
            _acknowledged.Add(recorded);
            _newest = Math.Max(_newest, recorded.Position);
        }
    }

    /// <summary>One of the answers so far; null while there is none.</summary>
    public Recorded? Acknowledged(int draw)
    {
        lock (_lock) return _acknowledged.Count == 0 ? null : _acknowledged[draw % _acknowledged.Count];
    }
}
