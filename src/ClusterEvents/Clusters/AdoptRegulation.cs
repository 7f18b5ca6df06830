using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Clusters;

/// <summary>A cluster adopted a regulation. The document itself is kept elsewhere.</summary>
/// <param name="Title">What the regulation is called.</param>
/// <param name="DocumentRef">Its number or another reference to the document.</param>
/// <param name="Year">The year that it is for.</param>
public sealed record RegulationAdopted(string Title, string? DocumentRef, [Range(1900, 2200)] int Year)
    : Activity, IBindsAll;

public static class AdoptRegulation
{
    public static readonly ActivityType Type = ActivityType.Of<RegulationAdopted, Cluster>(
        Opening.Never, Reach.CitiesOnly, Validate, Word);

    [WolverinePost("/v1/clusters/{id}/regulations")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(RegulationAdopted adopted, Cluster? cluster, Known known) => [];

    private static Wording Word(RegulationAdopted adopted, Language language) => new(
        language.In($"Thông qua quy chế: {adopted.Title}", $"Regulation adopted: {adopted.Title}"),
        Words.Line(adopted.DocumentRef, language.In($"Năm {adopted.Year}", $"For {adopted.Year}")));
}
