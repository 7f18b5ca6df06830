namespace ClusterEvents.Auditing;

/// <summary>A page of the differences of a timeline between two points in time.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="From">The position after which they begin.</param>
/// <param name="To">The last position compared; the newest if none was requested.</param>
/// <param name="Differences">The differences, in the order of recording.</param>
/// <param name="Next">The <c>from</c> of the request for the next page; null on the last one.</param>
public sealed record DifferencePage(
    string Timeline, long From, long To, IReadOnlyList<Difference> Differences, long? Next);
