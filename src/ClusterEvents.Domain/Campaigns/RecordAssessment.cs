using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>
/// What a campaign achieved and where it fell short was assessed: of the whole cluster or of the cities named, as
/// the scope says. One said of all members together is not one said of each.
/// </summary>
/// <param name="Items">The points of the assessment, in their order.</param>
public sealed record AssessmentRecorded(IReadOnlyList<AssessmentItem> Items) : Activity, IChecked
{
    public IEnumerable<(string Field, string Fault)> Errors()
    {
        if (Scope == Scope.Campaign) yield return ("scope", "must say whom it assesses: choose Cluster or City");
    }
}

/// <summary>One point of an assessment.</summary>
/// <param name="Topic">What it is about, in a few words.</param>
/// <param name="Text">What was found.</param>
/// <param name="Polarity">Whether it praises.</param>
public sealed record AssessmentItem(string Topic, string Text, Polarity Polarity);

/// <summary>Whether a point praises, names a shortfall, or neither. It is no score.</summary>
public enum Polarity { Praise, Shortfall, Neutral }

public static class RecordAssessment
{
    public static readonly ActivityType Type = ActivityType.Of<AssessmentRecorded, Campaign>(
        nameof(RecordAssessment), "/v1/campaigns/{id}/assessments",
        Opens.Never, Reach.CitiesAndCampaigns, Validate, Describe);

    private static IEnumerable<Rejection> Validate(AssessmentRecorded assessment, Campaign? campaign, DecisionContext context) => [];

    private static DisplayText Describe(AssessmentRecorded assessment, Language language) => new(
        language.In("Đánh giá phong trào thi đua", "Assessment of the campaign"),
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
