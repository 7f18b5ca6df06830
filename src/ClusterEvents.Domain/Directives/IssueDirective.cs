using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>A directive went out to member units. Whether they followed it is recorded apart, city by city.</summary>
/// <param name="Issuer">Who directs.</param>
/// <param name="Basis">What kind of document or conclusion it stands in.</param>
/// <param name="DocumentNumber">The document's number, where it has one.</param>
/// <param name="DocumentDate">The day on the document.</param>
/// <param name="Summary">What is to be done.</param>
/// <param name="Addressees">The member cities that are to do it.</param>
/// <param name="DueOn">The last day to fulfil it; without one it is never overdue.</param>
/// <param name="Horizon">The time it is for, in words, where there is no day.</param>
public sealed record DirectiveIssued(
    Organisation Issuer,
    DirectiveBasis Basis,
    string? DocumentNumber,
    DateOnly? DocumentDate,
    string Summary,
    [Member] IReadOnlyList<CityId> Addressees,
    DateOnly? DueOn,
    string? Horizon) : Activity, IObliges
{
    // Written out, so that it is no field of the event; a malformed one may lack its addressees.
    IReadOnlyList<CityId> IObliges.Obliged => Addressees ?? [];
}

/// <summary>The kind of document or conclusion that a directive stands in.</summary>
public enum DirectiveBasis { ConferenceConclusion, Plan, Decision, Telegram, OfficialLetter, Other }

public static class IssueDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveIssued, Directive>(
        nameof(IssueDirective), "/v1/directives",
        Opens.Always, Reach.CitiesAndCampaigns, Validate, Describe);

    /// <summary>The day it was issued, or the document's where only that is known.</summary>
    internal static DateOnly? DayOf(DirectiveIssued issued) => issued.OccurredOn ?? issued.DocumentDate;

    /// <summary>Why a day cannot be due: the directive was not yet issued; null where it may have been.</summary>
    internal static Rejection? DueRejection(DirectiveIssued issued, DateOnly? dueOn, string field) =>
        (issued.OccurredOn is null ? issued.DocumentDate : issued.Earliest()) is { } first && dueOn < first
            ? Rejection.Rule("due-before-issue",
                $"The directive was not issued before {first:O} and cannot be due before. Give a day on or after it.",
                field)
            : null;

    private static IEnumerable<Rejection> Validate(DirectiveIssued issued, Directive? directive, DecisionContext context)
    {
        if (DueRejection(issued, issued.DueOn, "dueOn") is { } rejection) yield return rejection;
    }

    private static DisplayText Describe(DirectiveIssued issued, Language language) => new(
        language.In($"Chỉ đạo của {issued.Issuer.Name}", $"Directive of {issued.Issuer.Name}"),
        DisplayFormat.Line(
            issued.Summary, NameOf(issued.Basis, language), issued.DocumentNumber,
            issued.DueOn is { } day ? language.In($"Hạn: {language.In(day)}", $"Due {language.In(day)}") : null,
            issued.Horizon));

    private static string? NameOf(DirectiveBasis basis, Language language) => basis switch
    {
        DirectiveBasis.ConferenceConclusion => language.In("Kết luận hội nghị", "Conference conclusion"),
        DirectiveBasis.Plan => language.In("Kế hoạch", "Plan"),
        DirectiveBasis.Decision => language.In("Quyết định", "Decision"),
        DirectiveBasis.Telegram => language.In("Công điện", "Telegram"),
        DirectiveBasis.OfficialLetter => language.In("Công văn", "Official letter"),
        _ => null,
    };
}
