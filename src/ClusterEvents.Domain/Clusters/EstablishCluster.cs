using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Clusters;

/// <summary>
/// A cluster was established. It is identified by governing body, block and number, not by its name: each ministry may
/// have a cluster number 1.
/// </summary>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Block">The block of the governing body that it belongs to, where there are blocks.</param>
/// <param name="Number">Its number within the block, or within the governing body.</param>
/// <param name="Name">Its name.</param>
public sealed record ClusterEstablished(
    [MaxLength(300)] string GoverningBody, [MaxLength(300)] string? Block, [Range(1, 9_999)] int Number, string Name)
    : Activity;

public static class EstablishCluster
{
    public static readonly ActivityType Type = ActivityType.Of<ClusterEstablished, Cluster>(
        nameof(EstablishCluster), "/v1/clusters", ("Thành lập cụm", "Cluster established"),
        Opens.Always, Reach.RegistryOnly, Right.Office, Validate, Describe,
        idOfNewStream: (cluster, _) => IdOf(cluster),
        claims: cluster => [Identity(cluster)],
        timelineTitle: cluster => cluster.Name,
        ruleCodes: ["cluster-already-established"]);

    private static IEnumerable<Rejection> Validate(
        ClusterEstablished established, Cluster? cluster, DecisionContext context) => [];

    private static string IdOf(ClusterEstablished cluster) => cluster.ClusterId
        ?? Slug.Of($"cum-{cluster.Number}", Slug.Initials(cluster.Block ?? ""), Slug.Initials(cluster.GoverningBody));

    /// <summary>Normalised text has no line breaks, so they separate the parts unambiguously.</summary>
    private static Claim Identity(ClusterEstablished cluster) => new(
        $"cluster {cluster.Number}\n{cluster.GoverningBody}\n{cluster.Block}".ToUpperInvariant(),
        Rejection.Rule(new Fault("cluster-already-established",
            ("number", cluster.Number), ("body", DisplayFormat.Line(cluster.GoverningBody, cluster.Block))), "number"));

    private static DisplayText Describe(ClusterEstablished cluster, Language language) => new(
        language.In($"Thành lập {cluster.Name}", $"Cluster established: {cluster.Name}"),
        DisplayFormat.Line(
            cluster.GoverningBody, cluster.Block, language.In($"Cụm số {cluster.Number}", $"No. {cluster.Number}")));
}
