using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Meetings;

/// <summary>An official spoke at a meeting that was held.</summary>
/// <param name="Person">The official, with the rank and post held that day.</param>
/// <param name="Kind">What the remarks were for.</param>
/// <param name="Gist">What was said, as published. Not a transcript.</param>
public sealed record RemarksDelivered(Person Person, RemarksKind Kind, [MaxLength(300)] string? Gist) : Activity;

/// <summary>What remarks at a meeting were for.</summary>
public enum RemarksKind { Opening, Guiding, Closing, Other }

public static class DeliverRemarks
{
    public static readonly ActivityType Type = ActivityType.Of<RemarksDelivered, Meeting>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/meetings/{id}/remarks")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(RemarksDelivered remarks, Meeting? meeting, Known known)
    {
        if (meeting is { Status: not MeetingStatus.Held })
            yield return Refusal.Rule("meeting-not-held",
                "The meeting is not on record as held. Record that it was held, then what was said there.");
    }

    // The name stays out of the title, so that a title never says more than an erasure leaves.
    private static Wording Word(RemarksDelivered remarks, Language language) => new(
        remarks.Kind switch
        {
            RemarksKind.Opening => language.In("Phát biểu khai mạc", "Opening remarks"),
            RemarksKind.Guiding => language.In("Phát biểu chỉ đạo", "Guiding remarks"),
            RemarksKind.Closing => language.In("Phát biểu bế mạc", "Closing remarks"),
            _ => language.In("Phát biểu tại hội nghị", "Remarks"),
        },
        Words.Line(remarks.Person.Full(), remarks.Gist));
}
