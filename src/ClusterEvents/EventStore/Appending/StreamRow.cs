using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>The row of a stream after a transaction.</summary>
/// <param name="Key">The stream.</param>
/// <param name="Since">The version before; 0 for a new one.</param>
/// <param name="Until">The version after.</param>
internal sealed record StreamRow(StreamKey Key, long Since, long Until)
{
    public static StreamRow[] Of(IEnumerable<AcceptedEvent> accepted) =>
        [.. accepted.GroupBy(accepted => accepted.Stream)
            .Select(of => new StreamRow(of.Key, of.First().Version - 1, of.Last().Version))];
}
