using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Clusters;

/// <summary>A cluster adopted a regulation. The document itself is not stored here.</summary>
/// <param name="Title">The title of the regulation.</param>
/// <param name="DocumentRef">Its number or another reference to the document.</param>
/// <param name="Year">The year it applies to.</param>
public sealed record RegulationAdopted(string Title, string? DocumentRef, [Range(1900, 2200)] int Year)
    : Activity;

public static class AdoptRegulation
{
    public static readonly ActivityType Type = ActivityType.Of<RegulationAdopted, Cluster>(
        nameof(AdoptRegulation), "/v1/clusters/{id}/regulations", ("Ban hành quy chế", "Regulation adopted"),
        Opens.Never, Reach.CitiesOnly, Right.Cluster, Validate, Describe);

    private static IEnumerable<Rejection> Validate(
        RegulationAdopted adopted, Cluster? cluster, DecisionContext context) => [];

    private static DisplayText Describe(RegulationAdopted adopted, Language language) => new(
        language.In($"Thông qua quy chế: {adopted.Title}", $"Regulation adopted: {adopted.Title}"),
        DisplayFormat.Line(adopted.DocumentRef, language.In($"Năm {adopted.Year}", $"For {adopted.Year}")));
}
