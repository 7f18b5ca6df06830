using System.Collections.Concurrent;

namespace ClusterEvents.Faults.Clients;

/// <summary>What all clients know together: what was sent and answered, asked and told.</summary>
internal sealed class Book
{
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
    public long Newest => Interlocked.Read(ref _newest);

    public IEnumerable<Letter> AllLetters => Letters.Values.SelectMany(letters => letters);

    public void Count(string what) => Counts.AddOrUpdate(what, 1, (_, before) => before + 1);

    public void Acknowledge(long position)
    {
        for (var newest = Newest; position > newest; newest = Newest)
            if (Interlocked.CompareExchange(ref _newest, position, newest) == newest) return;
    }
}
