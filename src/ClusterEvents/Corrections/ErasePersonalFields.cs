using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Corrections;

/// <summary>
/// The personal fields of an entry were erased, with all that corrections of it say of them. That they were there, and
/// why they are gone, stays on record; every proof still holds.
/// </summary>
/// <param name="TargetEventId">The entry.</param>
/// <param name="LegalBasis">The provision that demands it.</param>
/// <param name="RequestedBy">Who asked for it, as an office or a role.</param>
/// <param name="Reason">Why.</param>
public sealed record PersonalFieldsErased(Guid TargetEventId, string LegalBasis, string RequestedBy, string Reason)
    : Activity, IErasure
{
    public Reading Correct(Reading reading, Catalogue catalogue)
    {
        var json = Changes.JsonOf(reading.Activity);
        foreach (var pointer in PersonalFields.Of(reading.Activity)) Erasures.Overwrite(json, pointer, Erasures.Mark);
        return reading with { Activity = Changes.Read(json, reading.Activity.GetType()) };
    }
}

public static class ErasePersonalFields
{
    public static readonly ActivityType Type =
        ActivityType.OnAnyStream<PersonalFieldsErased>(Word, Validate, forAdministrators: true);

    [WolverinePost("/v1/activities/{activityId}/erasure")]
    public static Task<IResult> Post(Guid activityId, HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type, ("targetEventId", activityId));

    private static IEnumerable<Refusal> Validate(PersonalFieldsErased erasure, Known known)
    {
        if (!PersonalFields.Of(known.Entry(erasure.TargetEventId).Reading.Activity).Any())
            yield return Refusal.Rule("nothing-personal",
                "The entry has no personal field, so there is nothing to erase.");
    }

    private static Wording Word(PersonalFieldsErased erasure, Language language) => new(
        language.In("Xoá dữ liệu cá nhân", "Erasure of personal fields"),
        Words.Line(erasure.Reason, erasure.LegalBasis));
}
