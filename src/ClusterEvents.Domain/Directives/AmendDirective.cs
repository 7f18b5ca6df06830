using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>A directive was amended, for example with a new due day. Its addressees stay the same.</summary>
/// <param name="NewDueOn">The new due day; omitted if it stays the same.</param>
/// <param name="Reason">The reason, or what else changed.</param>
/// <param name="DocumentRef">A reference to the document that amends it.</param>
public sealed record DirectiveAmended(
    DateOnly? NewDueOn, [Personal(PersonalKind.Text)] string Reason, string? DocumentRef)
        : Activity, IConcernsWholeStream;

public static class AmendDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveAmended, Directive>(
        nameof(AmendDirective), "/v1/directives/{id}/amendments", ("Điều chỉnh chỉ đạo", "Directive amended"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: [.. FollowUp.CodesForWhole, "due-before-issue"]);

    private static IEnumerable<Rejection> Validate(
        DirectiveAmended amended, Directive? directive, DecisionContext context)
    {
        if (FollowUp.Closed(directive, amended) is { } closed) yield return closed;
        else if (directive is not null
            && IssueDirective.DueRejection(directive.Issued, amended.NewDueOn, "newDueOn") is { } early)
            yield return early;
    }

    private static DisplayText Describe(DirectiveAmended amended, Language language) => new(
        language.In("Điều chỉnh chỉ đạo ", "Directive amended: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            amended.NewDueOn is { } day
                ? language.In($"Hạn mới: {language.In(day)}", $"Now due {language.In(day)}") : null,
            amended.Reason, amended.DocumentRef));
}
