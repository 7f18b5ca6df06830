using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Meetings;

/// <summary>An official spoke at a meeting that was held.</summary>
/// <param name="Person">The official, with the rank and post held that day.</param>
/// <param name="Kind">The kind of remarks.</param>
/// <param name="Gist">What was said, as published. Not a transcript.</param>
public sealed record RemarksDelivered(
    Person Person, RemarksKind Kind, [MaxLength(300), Personal(PersonalKind.Text)] string? Gist) : Activity;

/// <summary>The kind of remarks at a meeting.</summary>
public enum RemarksKind { Opening, Guiding, Closing, Other }

public static class DeliverRemarks
{
    public static readonly ActivityType Type = ActivityType.Of<RemarksDelivered, Meeting>(
        nameof(DeliverRemarks), "/v1/meetings/{id}/remarks", ("Phát biểu tại hội nghị", "Remarks"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.PartOrWhole, Validate, Describe,
        ruleCodes: ["meeting-not-held"]);

    private static IEnumerable<Rejection> Validate(RemarksDelivered remarks, Meeting? meeting, DecisionContext context)
    {
        if (meeting?.Status != MeetingStatus.Held)
            yield return Rejection.Rule(new Fault("meeting-not-held", ("entry", new OwnStream())));
    }

    // The title does not contain the name, so that an erasure need not change titles.
    private static DisplayText Describe(RemarksDelivered remarks, Language language) => new(
        remarks.Kind switch
        {
            RemarksKind.Opening => language.In("Phát biểu khai mạc", "Opening remarks"),
            RemarksKind.Guiding => language.In("Phát biểu chỉ đạo", "Guiding remarks"),
            RemarksKind.Closing => language.In("Phát biểu bế mạc", "Closing remarks"),
            _ => language.In("Phát biểu", "Remarks"),
        } + language.In(" tại ", " at the ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(remarks.Person.Full(), remarks.Gist));
}
