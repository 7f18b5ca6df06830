using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>
/// Finds the entries on record that today's rules would refuse. Nothing is wrong with the store: they were recorded
/// under earlier rules, and are shown as they stand until somebody corrects or retracts them.
/// </summary>
public sealed class RecordReview(NpgsqlDataSource database, RuleContexts contexts)
{
    /// <summary>The number of streams that are held in memory together.</summary>
    private const int AtOnce = 200;

    /// <summary>The refused entries, stream by stream.</summary>
    public async IAsyncEnumerable<(StreamKey Stream, EntryState Entry, IReadOnlyList<Rejection> Rejections)>
        RefusedAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = ""; await StreamKeyQueries.AfterAsync(database, after, AtOnce, cancel) is { Count: > 0 } keys;
            after = keys[^1].ToString())
        {
            var context = await contexts.OfAsync(keys, cancel);
            foreach (var key in keys)
                foreach (var (entry, rejections) in TodaysRules.Refused(key, context))
                    yield return (key, entry, rejections);
        }
    }
}
