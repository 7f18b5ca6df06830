using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// The personal fields of an entry were erased, together with their values in corrections of it. The record keeps that
/// they existed and why they were erased, and every proof remains valid.
/// </summary>
/// <param name="TargetEventId">The id of the entry.</param>
/// <param name="LegalBasis">The legal provision that requires it.</param>
/// <param name="RequestedBy">The office or role that requested it.</param>
/// <param name="Reason">The reason for the erasure.</param>
public sealed record PersonalFieldsErased(Guid TargetEventId, string LegalBasis, string RequestedBy, string Reason)
    : Activity, IErasure
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue)
    {
        var json = RecordJson.ObjectOf(entry.Activity);
        foreach (var pointer in PersonalFields.Of(entry.Activity))
            JsonPointers.Replace(json, pointer, PersonalFields.ErasedMark);
        return entry with { Activity = Changes.Read(json, entry.Activity.GetType()) };
    }
}

public static class ErasePersonalFields
{
    public static readonly ActivityType Type =
        ActivityType.OnAnyStream<PersonalFieldsErased>(
        nameof(ErasePersonalFields), "/v1/activities/{activityId}/erasure",
        Right.Target, Describe, Validate, forAdministrators: true, effect: "erased");

    private static IEnumerable<Rejection> Validate(PersonalFieldsErased erasure, DecisionContext context)
    {
        if (!PersonalFields.Of(context.Entry(erasure.TargetEventId).Reading.Activity).Any())
            yield return Rejection.Rule("nothing-personal",
                "The entry has no personal field, so there is nothing to erase.");
    }

    private static DisplayText Describe(PersonalFieldsErased erasure, Language language) => new(
        language.In("Xoá dữ liệu cá nhân", "Erasure of personal fields"),
        DisplayFormat.Line(erasure.Reason, erasure.LegalBasis));
}
