using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Directives;

/// <summary>An addressee reported how far it is with a directive.</summary>
/// <param name="City">The addressee.</param>
/// <param name="Percent">How much is done, where a report gives a number; 100 does not fulfil it by itself.</param>
/// <param name="Note">What was reported.</param>
public sealed record DirectiveProgressReported(CityId City, [Range(0, 100)] int? Percent, string Note) : Activity;

public static class ReportProgress
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveProgressReported, Directive>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/directives/{id}/progress")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(
        DirectiveProgressReported progress, Directive? directive, Known known)
    {
        if (FollowUp.ClosedFor(progress.City, directive) is { } closed) yield return closed;
    }

    private static Wording Word(DirectiveProgressReported progress, Language language) => new(
        language.In("Báo cáo tiến độ thực hiện chỉ đạo", "Progress on a directive"),
        Words.Line(progress.City.Value, progress.Percent is { } percent ? $"{percent}%" : null, progress.Note));
}
