using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using Npgsql;

namespace ClusterEvents.Recording.Problems;

/// <summary>
/// Answers requests for a city, cluster or campaign that is not on record, with the keys that may be meant.
/// </summary>
public sealed class UnknownKeyAnswers(NpgsqlDataSource database, EventCatalogue catalogue)
{
    /// <summary>404, with the nearest keys of that kind.</summary>
    /// <param name="key">What was asked for.</param>
    /// <param name="atThatMoment">Whether an earlier moment was asked for.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<IResult> NotFoundAsync(StreamKey key, bool atThatMoment, CancellationToken cancel)
    {
        var opening = catalogue.Types.Single(type => type.StreamKind == key.Kind && type.Opens == Opens.Always);
        var known = await StreamKeyQueries.WithTypesAsync(
            database, opening.Shapes.Select(shape => shape.StoredName), cancel);
        return ProblemResults.Unknown(key.Kind, key.Id, atThatMoment,
            Nearest.To(key.Id, known.Select(one => one.Id).Where(id => id != key.Id)));
    }
}
