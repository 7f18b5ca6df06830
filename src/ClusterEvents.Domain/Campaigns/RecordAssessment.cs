using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>
/// The results and shortfalls of a campaign were assessed, for the whole cluster or for the cities named, by its
/// scope. An assessment of the cluster as a whole is not one of each member.
/// </summary>
/// <param name="Items">The points of the assessment, in order.</param>
public sealed record AssessmentRecorded(IReadOnlyList<AssessmentItem> Items) : Activity, IChecked
{
    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (Scope == Scope.Campaign) yield return ("scope", "scope-not-campaign");
    }
}

/// <summary>One point of an assessment.</summary>
/// <param name="Topic">The topic, in a few words.</param>
/// <param name="Text">The finding.</param>
/// <param name="Polarity">Whether it is praise or a shortfall.</param>
public sealed record AssessmentItem(string Topic, [Personal(PersonalKind.Text)] string Text, Polarity Polarity);

/// <summary>Whether a point is praise, a shortfall, or neither. It is not a score.</summary>
public enum Polarity { Praise, Shortfall, Neutral }

public static class RecordAssessment
{
    public static readonly ActivityType Type = ActivityType.Of<AssessmentRecorded, Campaign>(
        nameof(RecordAssessment), "/v1/campaigns/{id}/assessments", ("Đánh giá phong trào", "Assessment"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.EachCity, Validate, Describe);

    private static IEnumerable<Rejection> Validate(
        AssessmentRecorded assessment, Campaign? campaign, DecisionContext context) => [];

    private static DisplayText Describe(AssessmentRecorded assessment, Language language) => new(
        language.In("Đánh giá phong trào thi đua ", "Assessment of the campaign ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            Topics(assessment, Polarity.Praise, language.In("Ưu điểm", "Praise")),
            Topics(assessment, Polarity.Shortfall, language.In("Hạn chế", "Shortfalls")),
            Topics(assessment, Polarity.Neutral, language.In("Ghi nhận", "Noted"))));

    private static string? Topics(AssessmentRecorded assessment, Polarity polarity, string name)
    {
        var topics = string.Join("; ", assessment.Items.Where(i => i.Polarity == polarity).Select(i => i.Topic));
        return topics.Length == 0 ? null : $"{name}: {topics}";
    }
}
