namespace ClusterEvents.Hosting.Http;

/// <summary>
/// The places of callers for reads. A caller who is alone has all of its own, which keep all processors busy. While
/// another caller is at work, it has one for each processor, and a large page takes two of them, so that neither gets
/// most of the processor time by asking for more or larger pages.
/// </summary>
/// <param name="places">The places of a caller who is alone, and how many more requests of it may wait.</param>
/// <param name="shared">The places of a caller while another one is at work.</param>
/// <param name="time">The clock.</param>
internal sealed class ReadingPlaces(Places places, int shared, TimeProvider time)
{
    /// <summary>How long after its last request a caller is at work.</summary>
    private static readonly TimeSpan AtWork = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Own> _callers = new(StringComparer.Ordinal);
    private (string Caller, long At) _last, _before;

    /// <summary>Notes that a caller is at work, whatever it asks for.</summary>
    public void Note(string caller)
    {
        lock (_lock)
        {
            if (_last.Caller != caller) _before = _last;
            _last = (caller, time.GetTimestamp());
        }
    }

    /// <summary>A place, at once or in turn; null if too many requests of this caller wait already.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<IDisposable?> TakeAsync(string caller, bool isLarge, CancellationToken cancel)
    {
        LinkedListNode<Waiter> waiter;
        Own own;
        lock (_lock)
        {
            if (!_callers.TryGetValue(caller, out own!)) _callers[caller] = own = new();
            if (own.Waiting.Count == 0 && HasRoom(caller, own, isLarge)) return Placed(caller, own, isLarge);
            if (own.Waiting.Count >= places.Waiting) return null;
            waiter = own.Waiting.AddLast(new Waiter(isLarge));
        }

        await using var givenUp = cancel.UnsafeRegister(_ => GiveUp(own, waiter, cancel), null);
        return await waiter.Value.Place.Task;
    }

    private Place Placed(string caller, Own own, bool isLarge)
    {
        own.Small += isLarge ? 0 : 1;
        own.Large += isLarge ? 1 : 0;
        return new(this, caller, own, isLarge);
    }

    private bool HasRoom(string caller, Own own, bool isLarge)
    {
        var (other, at) = _last.Caller == caller ? _before : _last;
        var isAlone = other is null || time.GetElapsedTime(at) > AtWork;
        return own.Small + own.Large == 0 || (isAlone ? own.Small + own.Large < places.Each
            : own.Small + (2 * own.Large) + (isLarge ? 2 : 1) <= Math.Min(shared, places.Each));
    }

    private void GiveUp(Own own, LinkedListNode<Waiter> waiter, CancellationToken cancel)
    {
        lock (_lock)
            if (waiter.List is not null) own.Waiting.Remove(waiter);
            else return;
        waiter.Value.Place.TrySetCanceled(cancel);
    }

    private void Return(string caller, Own own, bool isLarge)
    {
        lock (_lock)
        {
            own.Small -= isLarge ? 0 : 1;
            own.Large -= isLarge ? 1 : 0;
            while (own.Waiting.First is { Value: var next } && HasRoom(caller, own, next.IsLarge))
            {
                own.Waiting.RemoveFirst();
                next.Place.SetResult(Placed(caller, own, next.IsLarge));
            }

            if (own.Small + own.Large == 0) _callers.Remove(caller);
        }
    }

    /// <summary>What one caller has under way, and what waits for it.</summary>
    private sealed class Own
    {
        public int Small { get; set; }

        public int Large { get; set; }

        public LinkedList<Waiter> Waiting { get; } = [];
    }

    private sealed record Waiter(bool IsLarge)
    {
        /// <summary>Continues elsewhere than in the request that gives its place back.</summary>
        public TaskCompletionSource<IDisposable?> Place { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Place(ReadingPlaces places, string caller, Own own, bool isLarge) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0) places.Return(caller, own, isLarge);
        }
    }
}
