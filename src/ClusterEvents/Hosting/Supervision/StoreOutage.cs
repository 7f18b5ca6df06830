namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Whether an outage of the database has been logged. Every part of the program meets it, and tries again: without
/// this, half a minute of it would be hundreds of lines.
/// </summary>
internal sealed class StoreOutage(TimeProvider time)
{
    /// <summary>How long after an outage parts of the program may find that connections ended in it.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private DateTimeOffset _ended;
    private DateTimeOffset? _since;
    private int _leftOut;

    /// <summary>A line tells of the outage.</summary>
    /// <param name="looked">Whether the database was asked just now, and did not answer.</param>
    /// <returns>Whether it is the first; others are left out.</returns>
    public bool Begin(bool looked = false)
    {
        lock (_lock)
        {
            if (_since is not null || (!looked && time.GetUtcNow() < _ended + Echo))
            {
                _leftOut++;
                return false;
            }

            (_since, _leftOut) = (time.GetUtcNow(), 0);
            return true;
        }
    }

    /// <summary>The database has answered a look that began at a time.</summary>
    /// <returns>How long the outage lasted, and how many lines were left out; null if there was none.</returns>
    public (TimeSpan Lasted, int LeftOut)? End(DateTimeOffset asked)
    {
        lock (_lock)
        {
            if (_since is not { } since || asked < since) return null;
            (_since, _ended) = (null, time.GetUtcNow());
            return (_ended - since, _leftOut);
        }
    }

    /// <summary>The line that tells of an outage.</summary>
    public static string Tell(string reason) => $"The store cannot be used: {reason.TrimEnd('.')}. "
        + "Further lines about it are left out until it can.";
}
