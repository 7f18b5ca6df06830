using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>An addressee reported its progress with a directive.</summary>
/// <param name="City">The addressee.</param>
/// <param name="Percent">The percentage done, if the report gives one; 100 alone does not fulfil the
/// directive.</param>
/// <param name="Note">The content of the report.</param>
public sealed record DirectiveProgressReported(
    [City(CityRole.Acts)] CityId City, [Range(0, 100)] int? Percent,
    [Personal(PersonalKind.Text)] string Note) : Activity;

public static class ReportProgress
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveProgressReported, Directive>(
        nameof(ReportProgress), "/v1/directives/{id}/progress", ("Báo cáo tiến độ chỉ đạo", "Progress on a directive"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: FollowUp.CodesForAddressee);

    private static IEnumerable<Rejection> Validate(
        DirectiveProgressReported progress, Directive? directive, DecisionContext context)
    {
        if (FollowUp.ClosedFor(progress.City, directive, progress) is { } closed) yield return closed;
    }

    private static DisplayText Describe(DirectiveProgressReported progress, Language language) => new(
        language.In("Tiến độ thực hiện chỉ đạo ", "Progress on the directive ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            NameReference.To(progress.City), progress.Percent is { } percent ? $"{percent}%" : null, progress.Note));
}
