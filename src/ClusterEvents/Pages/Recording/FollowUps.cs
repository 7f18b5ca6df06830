using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording;

/// <summary>What can be recorded about a thing that is on record.</summary>
internal static class FollowUps
{
    /// <summary>The forms that add to a thing as it stands, without the kind just recorded.</summary>
    /// <param name="kind">The kind of its stream.</param>
    /// <param name="state">The state of its stream; null if nothing of it stands.</param>
    /// <param name="without">The kind to leave out; null for none.</param>
    public static IEnumerable<KindForm> Of(string kind, object? state, string? without = null) =>
        KindForms.All.Where(form => form.Type.Name != without && Adds(form, kind) && Fits(form.Type, state));

    /// <summary>Whether a kind is added to a thing that its form asks for.</summary>
    public static bool Asks(string kind) =>
        KindForms.All.FirstOrDefault(form => form.Type.Name == kind) is { From: not null, Type.Opens: Opens.Never };

    /// <summary>
    /// Whether a kind fits a thing as it stands: nobody is led to a form that the record would refuse. For an earlier
    /// day it may still be recorded, so that a find box shows the others as well, below.
    /// </summary>
    public static bool Fits(ActivityType type, object? state) => state switch
    {
        Meeting meeting => type.Name switch
        {
            nameof(MeetingHeld) or nameof(MeetingPostponed) or nameof(MeetingCancelled) =>
                meeting.Status is MeetingStatus.Scheduled or MeetingStatus.Postponed,
            nameof(RemarksDelivered) or nameof(DirectiveIssued) => meeting.Status == MeetingStatus.Held,
            _ => true,
        },
        Directive directive => type.StreamKind != StreamKinds.Directive || directive.Status == DirectiveStatus.Open,
        Target target => type.Name is not (nameof(TargetProgressReported) or nameof(TargetMet) or nameof(TargetMissed))
            || target.Cities.Any(city => city.Status is not (TargetStatus.Met or TargetStatus.Missed)),
        Campaign { ClusterId: not null } campaign =>
            type.Name != nameof(CampaignConcluded) || campaign.Conclusions.IsEmpty,
        Commendation commendation => type.Name != nameof(CommendationRevoked) || commendation.Revoked is null,
        _ => true,
    };

    private static bool Adds(KindForm form, string kind) =>
        (form.Type.StreamKind == kind && form.Type.Opens == Opens.Never && form.From is not null)
        || (kind == StreamKinds.Meeting && form.Type.Name is nameof(MeetingHeld) or nameof(DirectiveIssued));
}
