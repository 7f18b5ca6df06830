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
        Assert.Equal([], Lacking(fields.Select(field => field.Name), FieldNames.Has));
        Assert.Equal([], Lacking(
            fields.SelectMany(ChoicesOf), choice => ChoiceNames.Of(Language.Vietnamese, choice) is not null));
    }

    private static string[] Lacking(IEnumerable<string> names, Func<string, bool> has) =>
        [.. names.Where(name => !has(name))];

    private static IEnumerable<FieldReader> FieldsOf(RecordReader reader) =>
        reader.Fields.SelectMany(field =>
            field.Inner is { } inner ? [field, .. FieldsOf(inner)] : (FieldReader[])[field]);

    private static string[] ChoicesOf(FieldReader field) =>
        (Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType)
            is { IsEnum: true } type
            ? Enum.GetNames(type) : [];
}
