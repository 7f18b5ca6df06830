using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>Some differences of a timeline between two moments.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="From">The position after which they begin.</param>
/// <param name="To">The position that they end with: the newest where none was asked for.</param>
/// <param name="Differences">In the order of recording.</param>
/// <param name="Next">The <c>from</c> of the request that goes on; null where these are all.</param>
public sealed record DifferencePage(
    string Timeline, long From, long To, IReadOnlyList<Difference> Differences, long? Next);
