using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Directives;

/// <summary>A directive was issued to member units. What each city does about it is recorded separately.</summary>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Basis">The kind of document or conclusion that contains it.</param>
/// <param name="DocumentNumber">The number of the document, if it has one.</param>
/// <param name="DocumentDate">The day of the document.</param>
/// <param name="Summary">What is to be done.</param>
/// <param name="Addressees">The member cities that are to do it.</param>
/// <param name="DueOn">The last day to fulfil it; without one it is never overdue.</param>
/// <param name="Horizon">The time it applies to, in words, if there is no due day.</param>
public sealed record DirectiveIssued(
    [City(CityRole.Acts)] Organisation Issuer,
    DirectiveBasis Basis,
    string? DocumentNumber,
    DateOnly? DocumentDate,
    string Summary,
    [City(CityRole.Obliged)] IReadOnlyList<CityId> Addressees,
    DateOnly? DueOn,
    string? Horizon) : Activity, IChecked
{
    /// <summary>The meeting that it concludes.</summary>
    public StreamKey? RelatedTo { get; init; }

    public IEnumerable<(string Field, Fault Fault)> Errors() =>
        StreamKey.Errors("relatedTo", RelatedTo, StreamKinds.Meeting);
}

/// <summary>The kind of document or conclusion that contains a directive.</summary>
public enum DirectiveBasis { ConferenceConclusion, Plan, Decision, Telegram, OfficialLetter, Other }

public static class IssueDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveIssued, Directive>(
        nameof(IssueDirective), "/v1/directives", ("Ban hành chỉ đạo", "Directive issued"),
        Opens.Always, Reach.CitiesAndCampaigns, Right.EachCityOrCluster, Validate, Describe,
        ruleCodes: ["due-before-issue"]);

    /// <summary>The first day on which it may have been issued; null if unbounded.</summary>
    internal static DateOnly? FirstDay(DirectiveIssued issued) =>
        issued.OccurredOn is null ? issued.DocumentDate : issued.Earliest();

    /// <summary>The rejection of a due day before the directive was issued; null if it may be valid.</summary>
    internal static Rejection? DueRejection(DirectiveIssued issued, DateOnly? dueOn, string field) =>
        FirstDay(issued) is { } first && dueOn < first
            ? Rejection.Rule(new Fault("due-before-issue", ("due", dueOn), ("issued", first)), field)
            : null;

    private static IEnumerable<Rejection> Validate(
        DirectiveIssued issued, Directive? directive, DecisionContext context)
    {
        if (DueRejection(issued, issued.DueOn, "dueOn") is { } rejection) yield return rejection;
    }

    /// <summary>The name by which others refer to a directive.</summary>
    internal static string NameOf(DirectiveIssued issued, Language language) => issued.DocumentNumber is { } number
        ? DisplayFormat.Line(
            language.In($"số {number}", $"no. {number}"), $"“{DisplayFormat.Shortened(issued.Summary)}”")
        : $"“{DisplayFormat.Shortened(issued.Summary)}”";

    private static DisplayText Describe(DirectiveIssued issued, Language language) => new(
        language.In($"Chỉ đạo của {issued.Issuer.Name}: ", $"Directive of {issued.Issuer.Name}: ")
            + DisplayFormat.Shortened(issued.Summary),
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
