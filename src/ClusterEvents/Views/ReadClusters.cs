using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Problems;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A cluster in lists.</summary>
/// <param name="ClusterId">Its key, such as <c>cum-1-bca</c>.</param>
/// <param name="Name">Its name, which does not identify it.</param>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Block">The block of the governing body, where there are blocks.</param>
/// <param name="Number">Its number within the block, or within the governing body.</param>
public sealed record ClusterListed(string ClusterId, string Name, string GoverningBody, string? Block, int Number);

/// <summary>The day that a cluster is shown at, and the moment whose knowledge is shown.</summary>
public sealed record ClusterQuery
{
    /// <summary>The day to show it at; today in Asia/Ho_Chi_Minh where it is left out.</summary>
    [Parameter(Example = "2022-07-29")]
    public DateOnly? On { get; init; }

    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }
}

/// <summary>Read the register of clusters, and one cluster as it was on a day.</summary>
public static class ReadClusters
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/clusters", List).WithName("ListClusters").WithTags("Clusters")
            .Answers<IReadOnlyList<ClusterListed>>("By name, as Vietnamese sorts names").Refuses(400);
        routes.MapRead("/v1/clusters/{id}", Get).WithName("ReadCluster")
            .WithTags("Clusters").WithSummary("Read a cluster as it was on a day")
            .Answers<ClusterView>("The cluster on that day").Refuses(400, 404);
    }

    private static Task<IResult> List(Asked<KnownAtQuery> asked, RegistryQuery registry, CancellationToken cancel) =>
        registry.AnswerAsync<ClusterEstablished, ClusterListed>(
            asked, EstablishCluster.Type, cluster => cluster.Name,
            clusters => clusters.Select(Listed), cancel);

    internal static ClusterListed Listed(RegisteredStream<ClusterEstablished> cluster) => new(
        cluster.Key.Id, cluster.OpenedBy.Name, cluster.OpenedBy.GoverningBody, cluster.OpenedBy.Block,
        cluster.OpenedBy.Number);

    private static async Task<IResult> Get(
        [PathParameter("The cluster's key", Example = "cum-1-bca")] string id, Asked<ClusterQuery> asked,
        RegistryQuery registry, UnknownKeyAnswers unknown, CityMergers mergers, EventCatalogue catalogue,
        TimeProvider time, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var key = new StreamKey(StreamKinds.Cluster, id);
        var found = await registry.FindAsync<ClusterEstablished>(key, asked.Query.KnownAt, cancel);
        if (found?.Stream.State is not Cluster cluster)
            return await unknown.NotFoundAsync(key, atThatMoment: asked.Query.KnownAt is not null, cancel);
        var gone = await mergers.GoneAsync(cluster.Cities, asked.Query.KnownAt, cancel);
        return TypedResults.Ok(ClusterView.Of(
            id, cluster, [.. catalogue.InOrder(found.Stream.Entries).Select(entry => entry.Activity)],
            gone, asked.Query.On ?? time.Today()));
    }
}
