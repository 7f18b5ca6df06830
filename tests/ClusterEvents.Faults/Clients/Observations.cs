using System.Collections.Concurrent;

namespace ClusterEvents.Faults.Clients;

/// <summary>What all clients have sent and received.</summary>
internal sealed class Observations
{
    private readonly List<Recorded> _acknowledged = [];
    private readonly Lock _lock = new();
    private long _newest;

    /// <summary>All submissions, by recorder, in the order of sending.</summary>
    public ConcurrentDictionary<string, List<Submission>> Submissions { get; } = [];

    /// <summary>All checkpoints of the log that a client has seen.</summary>
    public ConcurrentDictionary<string, byte> Checkpoints { get; } = [];

    /// <summary>Queries at earlier positions, with their answers.</summary>
    public ConcurrentDictionary<string, string> KnownAt { get; } = [];

    /// <summary>Counts of actions, for progress output.</summary>
    public ConcurrentDictionary<string, int> Counts { get; } = [];

    /// <summary>The newest acknowledged position.</summary>
    public long Newest
    {
        get { lock (_lock) return _newest; }
    }

    public IEnumerable<Submission> AllSubmissions => Submissions.Values.SelectMany(submissions => submissions);

    public void Count(string what) => Counts.AddOrUpdate(what, 1, (_, before) => before + 1);

    public void Acknowledge(Recorded recorded)
    {
        lock (_lock)
        {
            _acknowledged.Add(recorded);
            _newest = Math.Max(_newest, recorded.Position);
        }
    }

    /// <summary>One of the acknowledged recordings; null if there are none.</summary>
    public Recorded? Acknowledged(int draw)
    {
        lock (_lock) return _acknowledged.Count == 0 ? null : _acknowledged[draw % _acknowledged.Count];
    }
}
