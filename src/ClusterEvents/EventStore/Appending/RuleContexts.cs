using System.Collections.Immutable;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>Reads what today's rules ask about streams on record: these, and all that their entries refer to.</summary>
public sealed class RuleContexts(
    NpgsqlDataSource database, StreamStateCache streams, EventCatalogue catalogue, TimeProvider time)
{
    public async Task<DecisionContext> OfAsync(IReadOnlyCollection<StreamKey> keys, CancellationToken cancel)
    {
        var known = await streams.ReadAsync(keys, cancel);
        var named = known.Values.SelectMany(stream => stream.Current).SelectMany(References.Streams)
            .Where(key => !known.ContainsKey(key)).ToHashSet();
        known = known.AddRange(await streams.ReadAsync(named, cancel));
        var cities = known.Keys.Where(key => key.Kind == StreamKinds.City).Select(key => new CityId(key.Id))
            .Concat(known.Values.SelectMany(stream => (stream.State as IMembership)?.Cities ?? []));
        var held = await ClaimTable.HeldAsync(
            database, [.. cities.Select(Claim.OfAbsorbed).Distinct()], cancel);
        var successors = held.Values.Where(key => !known.ContainsKey(key)).ToHashSet();
        if (successors.Count > 0) known = known.AddRange(await streams.ReadAsync(successors, cancel));
        return new(time.Today(), catalogue, known, held.ToImmutableDictionary());
    }
}
