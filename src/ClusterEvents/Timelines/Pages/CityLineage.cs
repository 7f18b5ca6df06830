using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Timelines.Pages;

/// <summary>Finds the predecessors of a city.</summary>
public sealed class CityLineage(StreamStateCache streams, TimeProvider time)
{
    /// <summary>The city, and every city merged into it by today, directly or through another city.</summary>
    public async Task<IReadOnlyList<StreamKey>> OfAsync(StreamKey city, KnownAt? known, CancellationToken cancel)
    {
        List<StreamKey> line = [city];
        for (var generation = new HashSet<StreamKey> { city }; generation.Count > 0;)
        {
            var snapshots = await streams.ReadAsync(generation, known, cancel);
            generation = [.. snapshots.Values
                .SelectMany(stream => (stream.State as City)?.AbsorbedBy(time.Today()) ?? [])
                .Select(absorption => absorption.City.Stream).Except(line)];
            line.AddRange(generation);
        }

        return line;
    }
}
