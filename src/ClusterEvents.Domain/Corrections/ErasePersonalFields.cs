using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// Personal fields of an entry were erased, together with their values in corrections of it and with the texts and
/// attributes of these that name the person. The record keeps that they existed and why they were erased, and every
/// proof remains valid.
/// </summary>
/// <param name="TargetEventId">The id of the entry.</param>
/// <param name="LegalBasis">The legal provision that requires it.</param>
/// <param name="RequestedBy">The office or role that requested it.</param>
/// <param name="Reason">The reason for the erasure.</param>
/// <param name="Fields">The paths of the fields to erase, as in <c>sources[0].byline</c>; omitted for all that the
/// entry says about its person.</param>
public sealed record PersonalFieldsErased(
    Guid TargetEventId, string LegalBasis, [Personal(PersonalKind.Text)] string RequestedBy,
    [Personal(PersonalKind.Text)] string Reason, IReadOnlyList<string>? Fields)
    : Activity, IErasure
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue)
    {
        var json = RecordJson.ObjectOf(entry.Activity);
        PersonalValue[] values = [.. PersonalFields.ValuesOf(entry.Activity)];
        var erased = new ErasedValues(values, Fields);
        foreach (var value in values.Where(erased.Include))
            JsonPointers.Replace(json, value.Place, PersonalFields.ErasedMark);
        return entry with { Activity = Changes.Read(json, entry.Activity.GetType()) };
    }
}

public static class ErasePersonalFields
{
    public static readonly ActivityType Type =
        ActivityType.OnAnyStream<PersonalFieldsErased>(
        nameof(ErasePersonalFields), "/v1/activities/{activityId}/erasure",
        ("Xóa dữ liệu cá nhân", "Erasure of personal fields"),
        Right.Target, Describe, Validate, forAdministrators: true, effect: "erased",
        ruleCodes: ["nothing-personal", "names-the-erased"]);

    private static IEnumerable<Rejection> Validate(PersonalFieldsErased erasure, DecisionContext context)
    {
        PersonalValue[] values =
            [.. PersonalFields.ValuesOf(context.Entry(erasure.TargetEventId).Reading.Activity)];
        foreach (var (index, field) in (erasure.Fields ?? []).Index())
            if (!values.Any(value => ErasedValues.IsIn(value, field)))
                yield return Rejection.Rule("nothing-personal", new Fault("not-personal",
                    ("field", new NamedField(field)), ("personal", Paths(values))), $"fields[{index}]");
        if (new ErasedValues(values, erasure.Fields).Names is var names
            && new[] { erasure.LegalBasis, erasure.RequestedBy, erasure.Reason }.Any(names.OccurIn))
            yield return Rejection.Rule("names-the-erased");
        if (erasure.Fields is null && !values.Any(value => value.Kind is PersonalKind.Name or PersonalKind.Detail))
            yield return Rejection.Rule("nothing-personal", values.Length == 0 ? new Fault("nothing-personal")
                : new Fault("about-no-person", ("personal", Paths(values))));
    }

    /// <summary>The paths of the personal values; null if there are none.</summary>
    private static string[]? Paths(PersonalValue[] values) =>
        values.Length == 0 ? null : [.. values.Select(value => JsonPointers.ToPath(value.Place))];

    private static DisplayText Describe(PersonalFieldsErased erasure, Language language) => new(
        language.In("Xoá dữ liệu cá nhân", "Erasure of personal fields"),
        DisplayFormat.Line(erasure.Reason, erasure.LegalBasis));
}
