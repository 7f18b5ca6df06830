using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// Which personal values an erasure takes out: what the entry says about its person, or the fields that the request
/// names, and every other personal value in which the name occurs.
/// </summary>
public sealed class ErasedValues
{
    private readonly IReadOnlyList<string>? _fields;

    /// <param name="values">All personal values of the entry, its corrections included.</param>
    /// <param name="fields">The paths of the fields to erase; null for all that are about the entry's person.</param>
    public ErasedValues(IEnumerable<PersonalValue> values, IReadOnlyList<string>? fields)
    {
        _fields = fields;
        Names = new(values.Where(IsChosen)
            .Where(value => value.Kind is PersonalKind.Name or PersonalKind.OtherName)
            .Select(value => value.Text).Where(name => name != PersonalFields.ErasedMark));
    }

    /// <summary>The names that are erased.</summary>
    public NamesInTexts Names { get; }

    /// <summary>Whether a value is erased.</summary>
    public bool Include(PersonalValue value) =>
        value.Text != PersonalFields.ErasedMark && (IsChosen(value) || Names.OccurIn(value.Text));

    private bool IsChosen(PersonalValue value) => _fields is null
        ? value.Kind is PersonalKind.Name or PersonalKind.Detail
        : _fields.Any(field => IsIn(value, field));

    /// <summary>Whether a value is that of a field, or a part of it.</summary>
    public static bool IsIn(PersonalValue value, string field) => FieldPath.Parse(field) is { } path
        && $"{value.Field}/".StartsWith(
            string.Concat(path.Steps.Select(step => $"/{step}")) + "/", StringComparison.Ordinal);
}
