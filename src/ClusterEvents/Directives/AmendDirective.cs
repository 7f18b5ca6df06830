using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Directives;

/// <summary>A directive was amended, such as by a new due day. It obliges the same cities as before.</summary>
/// <param name="NewDueOn">The last day to fulfil it from then on; left out where the due day stays.</param>
/// <param name="Reason">Why, or what else is changed.</param>
/// <param name="DocumentRef">A reference to the document that amends it.</param>
public sealed record DirectiveAmended(DateOnly? NewDueOn, string Reason, string? DocumentRef) : Activity, IBindsAll;

public static class AmendDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveAmended, Directive>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/directives/{id}/amendments")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(DirectiveAmended amended, Directive? directive, Known known)
    {
        if (FollowUp.Closed(directive) is { } closed) yield return closed;
        else if (directive is not null
            && IssueDirective.DueRefusal(directive.Issued, amended.NewDueOn, "newDueOn") is { } early)
            yield return early;
    }

    private static Wording Word(DirectiveAmended amended, Language language) => new(
        language.In("Điều chỉnh chỉ đạo", "Directive amended"),
        Words.Line(
            amended.NewDueOn is { } day
                ? language.In($"Hạn mới: {language.In(day)}", $"Now due {language.In(day)}") : null,
            amended.Reason, amended.DocumentRef));
}
