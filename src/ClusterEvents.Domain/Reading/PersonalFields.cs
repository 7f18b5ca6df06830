using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Finds personal fields as JSON pointers (RFC 6901), by the <see cref="PersonalAttribute"/> in record declarations.
/// </summary>
public static class PersonalFields
{
    /// <summary>The text that replaces an erased value.</summary>
    public const string ErasedMark = "[erased]";

    private static readonly ConcurrentDictionary<Type, Place[]> PlacesByType = new();

    /// <summary>The pointers to the personal fields of an activity that have a value.</summary>
    public static IEnumerable<string> Of(Activity activity)
    {
        foreach (var place in PlacesByType.GetOrAdd(activity.GetType(), PlacesIn))
            if (place.Person.GetValue(activity) is Person person && place.Field.GetValue(person) is not null)
                yield return place.Pointer;
    }

    private static Place[] PlacesIn(Type record) =>
    [
        .. from person in RecordReader.Of(record).Fields
           where person.Property.PropertyType == typeof(Person)
           from field in RecordReader.Of(typeof(Person)).Fields
           where field.Property.GetCustomAttribute<PersonalAttribute>() is not null
           select new Place(person.Property, field.Property, $"/{person.Name}/{field.Name}"),
    ];

    /// <summary>
    /// The pointers to personal values in the value of one field. A field that the record no longer has may have been
    /// personal in an earlier schema version, so its whole value is treated as personal.
    /// </summary>
    /// <param name="record">The record type with the field.</param>
    /// <param name="field">The path of the field, with dots into objects, as in <c>person.rank</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="at">The JSON pointer to the value.</param>
    public static IEnumerable<string> In(Type record, string field, JsonElement value, string at)
    {
        PropertyInfo? found = null;
        foreach (var name in FieldPath.Parse(field)?.Names ?? [])
        {
            if (found is not null && found.PropertyType != typeof(Person)) return [];
            found = Property(found?.PropertyType ?? record, name);
            if (found is null) return [at];
        }

        return found is null ? [at] : In(found, value, at);
    }

    private static IEnumerable<string> In(PropertyInfo property, JsonElement value, string at)
    {
        if (property.GetCustomAttribute<PersonalAttribute>() is not null) return [at];
        if (property.PropertyType != typeof(Person) || value.ValueKind != JsonValueKind.Object) return [];
        return value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .SelectMany(member => Property(typeof(Person), member.Name) is { } inner
                ? In(inner, member.Value, $"{at}/{member.Name}") : []);
    }

    private static PropertyInfo? Property(Type record, string name) =>
        RecordReader.Of(record).Fields.FirstOrDefault(field => field.Name == name)?.Property;

    /// <summary>A personal field of an activity type, and its pointer.</summary>
    private sealed record Place(PropertyInfo Person, PropertyInfo Field, string Pointer);
}
