namespace ClusterEvents.Recording.Appending;

/// <summary>
/// The waiting requests as a fair queue: one queue for each sender, served in rotation, so that a bulk sender delays
/// its own requests and nobody else's. A large request is recorded alone, and two never follow each other while small
/// ones wait. While several senders wait, none of them fills a group.
/// </summary>
/// <param name="largestGroup">The maximum number of events that are recorded together.</param>
internal sealed class Turns<T>(int largestGroup)
    where T : notnull
{
    private readonly Dictionary<string, Queue<(T Request, int Events)>> _waiting = new(StringComparer.Ordinal);

    /// <summary>The senders, each once, in the order of their turns.</summary>
    private LinkedList<string> _order = new();

    private bool _lastWasLarge, _lastWasShared;

    public int Count { get; private set; }

    public void Add(string sender, T request, int events)
    {
        if (!_waiting.TryGetValue(sender, out var own))
        {
            _waiting[sender] = own = new();
            _order.AddLast(sender);
        }

        own.Enqueue((request, events));
        Count++;
    }

    /// <summary>Takes what is recorded next in one transaction; empty if nothing waits.</summary>
    public List<T> Next()
    {
        if (Count == 0) return [];
        if (!_lastWasLarge && _waiting[_order.First!.Value].Peek().Events >= Turns.Large) return TakeLarge();
        var group = TakeSmall();
        return group.Count > 0 ? group : TakeLarge();
    }

    /// <summary>The next large request, alone.</summary>
    private List<T> TakeLarge()
    {
        _lastWasLarge = true;
        var sender = _order.First!.Value;
        _order.RemoveFirst();
        return [Take(sender)];
    }

    /// <summary>
    /// Small requests, one of each sender in turn until the group is full. A sender whose next request is large keeps
    /// its turn. While others send too, and for one group afterwards because their next requests are still on the way,
    /// a sender has a share of the group only.
    /// </summary>
    private List<T> TakeSmall()
    {
        _lastWasLarge = false;
        var shared = _order.Count > 1;
        var share = shared || _lastWasShared ? Turns.Large : largestGroup;
        _lastWasShared = shared;
        var (group, events, kept, later) = (new List<T>(), 0, new List<string>(), new List<string>());
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        while (events < largestGroup && _order.First is { Value: var sender })
        {
            _order.RemoveFirst();
            var (size, own) = (_waiting[sender].Peek().Events, taken.GetValueOrDefault(sender));
            if (size >= Turns.Large) kept.Add(sender);
            else if (own > 0 && own + size > share) later.Add(sender);
            else
            {
                events += size;
                taken[sender] = own + size;
                group.Add(Take(sender));
            }
        }

        _order = new(kept.Concat(_order).Concat(later));
        return group;
    }

    /// <summary>Takes the first request of a sender, whose next turn comes after those of the others.</summary>
    private T Take(string sender)
    {
        Count--;
        var own = _waiting[sender];
        var (request, _) = own.Dequeue();
        if (own.Count > 0) _order.AddLast(sender);
        else _waiting.Remove(sender);
        return request;
    }
}

/// <summary>What senders that take turns have in common, whatever they send.</summary>
internal static class Turns
{
    /// <summary>The number of events from which a request is large, and nobody else is to wait for it.</summary>
    public const int Large = 64;
}
