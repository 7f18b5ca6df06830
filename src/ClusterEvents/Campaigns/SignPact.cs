using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Campaigns;

/// <summary>Members signed an emulation pact.</summary>
/// <param name="Signatories">The member cities whose units signed.</param>
/// <param name="PactRef">A reference to the document.</param>
/// <param name="TitlesRegistered">The titles that they set out to win. None of them is awarded by it.</param>
public sealed record PactSigned(
    [Member] IReadOnlyList<CityId> Signatories, string? PactRef, IReadOnlyList<string>? TitlesRegistered) : Activity;

public static class SignPact
{
    public static readonly ActivityType Type = ActivityType.Of<PactSigned, Campaign>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/campaigns/{id}/pacts")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(PactSigned pact, Campaign? campaign, Known known) => [];

    private static Wording Word(PactSigned pact, Language language) => new(
        language.In("Ký kết giao ước thi đua", "Emulation pact signed"),
        Words.Line(
            language.In($"{pact.Signatories.Count} đơn vị ký kết", $"Signatories: {pact.Signatories.Count}"),
            pact.PactRef,
            pact.TitlesRegistered is { } titles
                ? language.In("Đăng ký danh hiệu: ", "Titles registered: ") + string.Join(", ", titles) : null));
}
