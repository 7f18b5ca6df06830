using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Model;

/// <summary>Pages, spreadsheets and reports name fields and choices; none may appear under its name in code.</summary>
public sealed class NamesForPeopleTests
{
    public static TheoryData<string> Kinds => [.. StoredEvents.Catalogue.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_and_every_choice_of_a_kind_has_a_name(string kind)
    {
        var fields = FieldsOf(StoredEvents.Catalogue.Types.Single(type => type.Name == kind).Reader()).ToArray();
        Assert.All(fields, field => Assert.True(FieldNames.Has(field.Name),
            $"The field `{field.Name}` of {kind} has no label: add it to {nameof(FieldNames)}."));
        Assert.All(fields.SelectMany(ChoicesOf), choice => Assert.True(
            ChoiceNames.Of(Language.Vietnamese, choice) is not null,
            $"The choice `{choice}` of {kind} has no name: add it to {nameof(ChoiceNames)}."));
    }

    private static IEnumerable<FieldReader> FieldsOf(RecordReader reader) =>
        reader.Fields.SelectMany(field =>
            field.Inner is { } inner ? [field, .. FieldsOf(inner)] : (FieldReader[])[field]);

    private static string[] ChoicesOf(FieldReader field) =>
        (Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType)
            is { IsEnum: true } type
            ? Enum.GetNames(type) : [];
}
