using System.Text.Json;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>The correction of one field.</summary>
/// <param name="Field">The path of the field in JSON, with dots into objects and numbers into lists, as in
/// <c>person.rank</c> and <c>items[0].text</c>.</param>
/// <param name="Old">The current value; omitted if the field has none.</param>
/// <param name="New">The corrected value; omitted if the field should have none.</param>
public sealed record Change(string Field, JsonElement? Old, JsonElement? New)
{
    /// <summary>Whether both change the same field, or one changes a field inside the other's.</summary>
    public bool Overlaps(Change other) =>
        FieldPath.Parse(Field) is { } own && FieldPath.Parse(other.Field) is { } another
        && own.Overlaps(another);
}
