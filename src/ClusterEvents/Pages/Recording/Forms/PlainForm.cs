using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>
/// The form of a kind for which none is written: its fields in the order of the record, under their usual names. A
/// written form adds hints, defaults and an order that fits the work.
/// </summary>
internal static class PlainForm
{
    private const string CityIds = "cityIds";

    /// <summary>The form of a kind.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="group">The group of the work in which it is found.</param>
    public static KindForm Of(ActivityType type, string group)
    {
        FieldReader[] fields =
            [.. type.Reader().Fields.Where(field => field is { IsOfEnvelope: false, IsOwnStream: false })];
        var members = MembersOf(type, fields);
        return new(type, group)
        {
            Lead = type.NameForPeople,
            From = type.Opens == Opens.Never ? ("Ghi thêm vào mục nào", "What it is added to") : null,
            Members = members,
            Parts =
            [
                PartSpec.What([.. fields.Where(field => field.Required && field.Name != members).Select(Spec)]),
                .. members is null ? []
                    : new[] { PartSpec.Whom("Của ai", "Whose it is", SpecOf(members)) },
            ],
            Folded = [.. fields.Where(field => !field.Required && field.Name != members).Select(Spec)],
        };
    }

    /// <summary>The list of cities that the form asks for: the record's own, or those of the envelope.</summary>
    private static string? MembersOf(ActivityType type, FieldReader[] fields) =>
        fields.FirstOrDefault(field => field is { Role: CityRole.Acts or CityRole.Obliged, IsList: true })?.Name
        ?? (type.Reach == Reach.RegistryOnly || NamedCities.AreAlwaysNamed(type.ClrType)
            || type.ClrType.IsAssignableTo(typeof(IConcernsItsStream)) ? null : CityIds);

    private static FieldSpec Spec(FieldReader field) => SpecOf(field.Name);

    private static FieldSpec SpecOf(string field) =>
        new(field, FieldNames.Of(Language.Vietnamese, field), FieldNames.Of(Language.English, field));
}
