using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views.Lists;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ClusterEvents.Views;

/// <summary>A cluster in lists.</summary>
/// <param name="ClusterId">Its key, such as <c>cum-1-bca</c>.</param>
/// <param name="Name">Its name, which does not identify it.</param>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Block">The block of the governing body, where there are blocks.</param>
/// <param name="Number">Its number within the block, or within the governing body.</param>
public sealed record ClusterListed(string ClusterId, string Name, string GoverningBody, string? Block, int Number);

/// <summary>Read the register of clusters, and one cluster as it was on a day.</summary>
public static class ReadClusters
{
    [WolverineGet("/v1/clusters")]
    [EndpointSummary("List clusters")]
    [ProducesResponseType<IReadOnlyList<ClusterListed>>(StatusCodes.Status200OK)]
    public static Task<IResult> List(HttpContext http, RegistryQuery registry) =>
        registry.AnswerAsync<ClusterEstablished, ClusterListed>(
            http, EstablishCluster.Type, cluster => cluster.Name,
            clusters => clusters.Select(c => new ClusterListed(
                c.Key.Id, c.OpenedBy.Name, c.OpenedBy.GoverningBody, c.OpenedBy.Block, c.OpenedBy.Number)));

    [WolverineGet("/v1/clusters/{id}")]
    [EndpointSummary("Read a cluster as it was on a day")]
    public static async Task<IResult> Get(
        string id, HttpContext http, RegistryQuery registry, TimeProvider time)
    {
        var errors = new ValidationErrors();
        var day = http.Request.Query.Value("on", Scalars.Day, "must be a day as yyyy-MM-dd", errors);
        var known = RegistryQuery.ReadKnown(http.Request.Query, errors, "on");
        if (!errors.None) return ProblemResults.Problem(errors.Found);
        var found = await registry.FindAsync<ClusterEstablished>(
            new(StreamKinds.Cluster, id), known, http.RequestAborted);
        if (found?.Stream.State is not Cluster cluster)
            return ProblemResults.Problem(
                StatusCodes.Status404NotFound, "unknown-cluster", $"No cluster `{id}` is on record.");
        return TypedResults.Ok(ClusterView.Of(id, cluster, [.. found.Stream.Current], day ?? time.Today()));
    }
}
