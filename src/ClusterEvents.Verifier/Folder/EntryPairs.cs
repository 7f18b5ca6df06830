namespace ClusterEvents.Verifier.Folder;

/// <summary>
/// Finds the log's entry for each event of a file by its position, so that an event that was taken out or put in is
/// told alone and those after it keep their entries.
/// </summary>
/// <param name="entries">The entries of the log, in order.</param>
/// <param name="inLog">The positions that the log has, read when they are needed first.</param>
/// <param name="inFile">The positions that the file has, read when they are needed first.</param>
/// <param name="advance">Called with each entry once, in order.</param>
/// <param name="missing">Called, after that, with each entry that the file has no event for.</param>
internal sealed class EntryPairs(
    IEnumerator<LoggedEntry> entries, Func<IEnumerable<long>> inLog, Func<IEnumerable<long>> inFile,
    Action<LoggedEntry> advance, Action<LoggedEntry> missing)
{
    private readonly Lazy<HashSet<long>> _inLog = new(() => [.. inLog()]);
    private readonly Lazy<HashSet<long>> _inFile = new(() => [.. inFile()]);

    /// <summary>The entries that were reached before their events, by position.</summary>
    private readonly Dictionary<long, LoggedEntry> _ahead = [];
    private LoggedEntry? _next;
    private bool _isRead;

    private LoggedEntry? Next
    {
        get
        {
            if (_isRead) return _next;
            (_next, _isRead) = (entries.MoveNext() ? entries.Current : null, true);
            if (_next is not null) advance(_next);
            return _next;
        }
    }

    /// <summary>The entry of an event; null if the log has none.</summary>
    /// <param name="recorded">The event; null if its line cannot be read: then it stands for the entry that is
    /// next.</param>
    public LoggedEntry? Of(RecordedEvent? recorded)
    {
        var position = LoggedEntry.PositionOf(recorded);
        if (Next is not { } next) return position is { } late && _ahead.Remove(late, out var before) ? before : null;
        // An altered position is found by the id, and an altered id by the position.
        if (recorded is null || position is not { } at || next.Position is not { } due || at == due
            || recorded.Id == next.Event!.Id) return Took(next);
        if (_ahead.Remove(at, out var passed)) return passed;
        if (at < due || !_inLog.Value.Contains(at)) return null;
        while (Next is { } reached && reached.Position != at) Pass(reached);
        return Next is { } found ? Took(found) : null;
    }

    /// <summary>Tells the entries for which no event came.</summary>
    public void End()
    {
        while (Next is { } left) missing(Took(left));
        foreach (var left in _ahead.Values) missing(left);
    }

    private void Pass(LoggedEntry reached)
    {
        Took(reached);
        if (reached.Position is { } position && _inFile.Value.Contains(position)) _ahead[position] = reached;
        else missing(reached);
    }

    private LoggedEntry Took(LoggedEntry entry)
    {
        _isRead = false;
        return entry;
    }
}
