using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Views;

/// <summary>Reads which cities were merged into others.</summary>
public sealed class CityMergers(StreamStateCache streams, NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The merger of each merged city, as known at a point in time; null for now.</summary>
    public async Task<IReadOnlyDictionary<CityId, Merger>> ReadAsync(KnownAt? known, CancellationToken cancel)
    {
        var successors = await StreamKeyQueries.WithTypesAsync(
            database, MergeCities.Type.Shapes.Select(shape => shape.StoredName), cancel);
        var found = await streams.ReadAsync([.. successors.Distinct()], known, cancel);
        return found.Where(stream => stream.Value.State is City)
            .SelectMany(stream => ((City)stream.Value.State!).Absorbed,
                (stream, absorbed) => (absorbed.City, Merger: new Merger(new(stream.Key.Id), absorbed.EffectiveOn)))
            .DistinctBy(one => one.City).ToDictionary(one => one.City, one => one.Merger);
    }

    /// <summary>
    /// Which of these cities are no members of anything on a day: merged by then, or their registration was retracted.
    /// </summary>
    public async Task<Func<CityId, DateOnly, bool>> GoneAsync(
        IEnumerable<CityId> cities, KnownAt? known, CancellationToken cancel)
    {
        var mergers = await ReadAsync(known, cancel);
        var found = await streams.ReadAsync([.. cities.Select(city => city.Stream).Distinct()], known, cancel);
        return (city, day) => mergers.GetValueOrDefault(city)?.From <= day
            || found.GetValueOrDefault(city.Stream) is { Exists: true, Stands: false };
    }

    /// <summary>
    /// The city that each was merged into by today, as known at a point in time; null if it was not merged.
    /// </summary>
    public async Task<Func<CityId, CityId?>> SuccessorsAsync(KnownAt? known, CancellationToken cancel)
    {
        var (mergers, today) = (await ReadAsync(known, cancel), time.Today());
        return city => mergers.GetValueOrDefault(city) is { } merger && merger.From <= today ? merger.Into : null;
    }
}
