using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>Members signed an emulation pact.</summary>
/// <param name="Signatories">The member cities whose units signed.</param>
/// <param name="PactRef">A reference to the document.</param>
/// <param name="TitlesRegistered">The titles that the signatories aim for. They are not awarded by the pact.</param>
public sealed record PactSigned(
    [City(CityRole.Acts)] IReadOnlyList<CityId> Signatories, string? PactRef, IReadOnlyList<string>? TitlesRegistered)
    : Activity;

public static class SignPact
{
    public static readonly ActivityType Type = ActivityType.Of<PactSigned, Campaign>(
        nameof(SignPact), "/v1/campaigns/{id}/pacts", ("Ký kết giao ước thi đua", "Pact signed"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Cluster, Validate, Describe);

    private static IEnumerable<Rejection> Validate(PactSigned pact, Campaign? campaign, DecisionContext context) => [];

    private static DisplayText Describe(PactSigned pact, Language language) => new(
        language.In("Ký kết giao ước thi đua ", "Emulation pact signed: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            language.In($"{pact.Signatories.Count} đơn vị ký kết", $"Signatories: {pact.Signatories.Count}"),
            pact.PactRef,
            pact.TitlesRegistered is { } titles
                ? language.In("Đăng ký danh hiệu: ", "Titles registered: ") + string.Join(", ", titles) : null));
}
