using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using Marten;
using Wolverine.Http;

namespace ClusterEvents.Clusters;

/// <summary>A cluster as it is listed.</summary>
/// <param name="ClusterId">Its key, such as <c>cum-1-bca</c>.</param>
/// <param name="Name">What it is called; the name alone does not identify it.</param>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Block">The block of the governing body, where there are blocks.</param>
/// <param name="Number">Its number within the block, or within the governing body.</param>
public sealed record ClusterListed(string ClusterId, string Name, string GoverningBody, string? Block, int Number);

/// <summary>Read the register of clusters, and one cluster as it was on a day.</summary>
public static class ReadClusters
{
    [WolverineGet("/v1/clusters")]
    [EndpointSummary("List clusters")]
    public static async Task<IReadOnlyList<ClusterListed>> List(Registers registers, CancellationToken cancel)
    {
        var clusters = await registers.ListAsync<ClusterEstablished>(EstablishCluster.Type, cancel);
        return
        [
            .. clusters.Select(c => new ClusterListed(
                c.Stream.Id, c.Opening.Name, c.Opening.GoverningBody, c.Opening.Block, c.Opening.Number)),
        ];
    }

    [WolverineGet("/v1/clusters/{id}")]
    [EndpointSummary("Read a cluster as it was on a day")]
    public static async Task<IResult> Get(
        string id, HttpContext http, IDocumentStore store, FoldedStreams streams, TimeProvider time)
    {
        var faults = new Faults();
        var day = ReadDay(http.Request.Query, faults);
        if (!faults.None) return Answers.Problem(faults.Found);

        var key = new StreamKey(StreamKinds.Cluster, id);
        await using var session = store.QuerySession();
        var events = await session.Events.FetchStreamAsync(key.ToString(), token: http.RequestAborted);
        if (streams.Fold(key, events).State is not Cluster cluster)
            return Answers.Problem(
                StatusCodes.Status404NotFound, "unknown-cluster", $"No cluster `{id}` is on record.");
        Activity[] recorded = [.. events.Select(e => (Activity)e.Data)];
        return TypedResults.Ok(ClusterView.Of(id, cluster, recorded, day ?? time.Today()));
    }

    private static DateOnly? ReadDay(IQueryCollection query, Faults faults)
    {
        foreach (var unknown in query.Keys.Except(["on"])) faults.Add(unknown, "is not known here. Known: on");
        if (!query.TryGetValue("on", out var values)) return null;
        var day = values is [{ } text] ? Scalars.Day(text) : null;
        if (day is null) faults.Add("on", "must be a day as yyyy-MM-dd");
        return day;
    }
}
