namespace ClusterEvents.Verifier;

/// <summary>
/// The hidden fields of the events that were read, and the erasures that license them: an erasure that names the entry
/// and comes after the event. Anything else that is hidden was taken out by somebody.
/// </summary>
internal sealed class HiddenFields
{
    private readonly List<Hidden> _waiting = [];
    private readonly Dictionary<Guid, List<Hidden>> _byEntry = [];
    private readonly SortedDictionary<string, int> _byErasure = new(StringComparer.Ordinal);

    /// <summary>Takes an event with hidden fields.</summary>
    /// <param name="entry">The entry: the event itself, or the target of a correction.</param>
    /// <param name="where">The event, for the report.</param>
    /// <param name="count">The number of its hidden fields; nothing is taken if it is 0.</param>
    public void Take(Guid entry, string where, int count)
    {
        if (count == 0) return;
        if (!_byEntry.TryGetValue(entry, out var hidden)) _byEntry[entry] = hidden = [];
        hidden.Add(new(where, count));
        _waiting.Add(hidden[^1]);
    }

    /// <summary>Takes an erasure: it licenses what was hidden in earlier events of its entry.</summary>
    public void Erase(Guid entry, string erasure)
    {
        if (!_byEntry.Remove(entry, out var hidden)) return;
        _byErasure[erasure] = hidden.Sum(one => one.Count);
        _waiting.RemoveAll(hidden.Contains);
    }

    /// <summary>Reports what no erasure licenses, and how much is hidden by which erasure.</summary>
    public void Report(Report report)
    {
        foreach (var (where, count) in _waiting)
            report.Add("erased-without-record", where,
                $"{Hid(count)} in it, and no erasure after it says why.");
        foreach (var (erasure, count) in _byErasure) report.Note($"{Hid(count)} by {erasure}.");
    }

    private static string Hid(int count) => count == 1 ? "1 field is hidden" : $"{count} fields are hidden";

    private sealed record Hidden(string Where, int Count);
}
