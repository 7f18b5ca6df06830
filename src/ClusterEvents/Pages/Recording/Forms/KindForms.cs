using ClusterEvents.Domain;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>
/// The forms of all kinds that people record, in the groups of the work. A kind for which none is written has a
/// <see cref="PlainForm"/>. Corrections have pages of their own, and an overdue directive is recorded by the program.
/// </summary>
public static class KindForms
{
    /// <summary>The groups: their id and icon, and their names.</summary>
    public static readonly IReadOnlyList<(string Id, string Vietnamese, string English)> Groups =
    [
        ("meeting", "Hội nghị", "Meetings"), ("ceremony", "Dâng hoa, dâng hương, cộng đồng", "Ceremonies, community"),
        ("directive", "Chỉ đạo", "Directives"), ("target", "Chỉ tiêu", "Targets"),
        ("campaign", "Phong trào thi đua", "Campaigns"), ("score", "Chấm điểm, khen thưởng", "Scores, commendations"),
        ("cluster", "Cụm và thành viên", "The cluster and its members"),
        ("fix", "Bổ sung điều đã ghi", "Adding to the record"),
        ("city", "Địa phương", "Cities"),
    ];

    private static readonly KindForm[] Written =
    [
        MeetingForms.Held, MeetingForms.Remarks, MeetingForms.Scheduled, MeetingForms.Postponed, MeetingForms.Cancelled,
        CeremonyForms.Flowers, CeremonyForms.Incense, CeremonyForms.Cemetery, CeremonyForms.Community,
        DirectiveForms.Issued, DirectiveForms.Acknowledged, DirectiveForms.Progress, DirectiveForms.Fulfilled,
        DirectiveForms.Amended, DirectiveForms.Revoked,
        TargetForms.Set, TargetForms.Revised, TargetForms.Progress, TargetForms.Met, TargetForms.Missed,
        CampaignForms.Launched, CampaignForms.Pact, CampaignForms.Opened, CampaignForms.Closed, CampaignForms.Reviewed,
        CampaignForms.Assessed, CampaignForms.Priorities, CampaignForms.Concluded,
        EvaluationForms.Inspected, EvaluationForms.Submitted, EvaluationForms.Finalised, EvaluationForms.Nominated,
        EvaluationForms.Awarded, EvaluationForms.Revoked,
        ClusterForms.Led, ClusterForms.HandedOver, ClusterForms.Joined, ClusterForms.Left, ClusterForms.Regulated,
        ClusterForms.Established,
        ClusterForms.Sourced,
        ClusterForms.Registered, ClusterForms.Merged, ClusterForms.Renamed,
    ];

    public static readonly IReadOnlyList<KindForm> All =
    [
        .. Written,
        .. StoredEvents.Catalogue.Types.Where(IsForPeople).Except(Written.Select(form => form.Type))
            .Select(type => PlainForm.Of(type, GroupOf(type))),
    ];

    private static readonly Dictionary<string, KindForm> BySlug =
        All.ToDictionary(form => form.Slug, StringComparer.OrdinalIgnoreCase);

    /// <summary>The form with a name in addresses; null if there is none.</summary>
    public static KindForm? Find(string slug) => BySlug.GetValueOrDefault(slug);

    /// <summary>The form of a kind; null if it has none.</summary>
    public static KindForm? Of(ActivityType type) => All.FirstOrDefault(form => form.Type == type);

    private static bool IsForPeople(ActivityType type) =>
        type != FlagOverdue.Type && !type.ClrType.IsAssignableTo(typeof(ICorrection));

    /// <summary>The group with other kinds on the same streams, or else that of additions to the record.</summary>
    private static string GroupOf(ActivityType type) =>
        Array.Find(Written, form => form.Type.StreamKind == type.StreamKind)?.Group ?? "fix";
}
