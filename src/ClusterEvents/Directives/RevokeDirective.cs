using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Directives;

/// <summary>A directive was revoked and obliges nobody any more. That it was issued stays on record.</summary>
/// <param name="Reason">Why.</param>
/// <param name="DocumentRef">A reference to the document that revokes it.</param>
public sealed record DirectiveRevoked(string Reason, string? DocumentRef) : Activity, IBindsAll;

public static class RevokeDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveRevoked, Directive>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/directives/{id}/revocation")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(DirectiveRevoked revoked, Directive? directive, Known known)
    {
        if (FollowUp.Closed(directive) is { } closed) yield return closed;
    }

    private static Wording Word(DirectiveRevoked revoked, Language language) => new(
        language.In("Thu hồi chỉ đạo", "Directive revoked"), Words.Line(revoked.Reason, revoked.DocumentRef));
}
