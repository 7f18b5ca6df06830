using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Finds the personal fields in JSON, as JSON pointers (RFC 6901), by the declaration of the record that it is of.
/// </summary>
public static class PersonalFields
{
    /// <summary>What an erased field reads.</summary>
    public const string ErasedMark = "[erased]";

    private static readonly ConcurrentDictionary<Type, Place[]> PlacesByType = new();

    /// <summary>Those that an activity fills.</summary>
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
    /// Those in a value of one field, whose name leads into objects by dots. What today's record does not have may have
    /// been personal in an earlier shape of it, so all of it is taken to be.
    /// </summary>
    /// <param name="record">The record that has the field.</param>
    /// <param name="field">The field, as in <c>person.rank</c>.</param>
    /// <param name="value">The value, wherever it is kept.</param>
    /// <param name="at">The pointer to the value there.</param>
    public static IEnumerable<string> In(Type record, string field, JsonElement value, string at)
    {
        PropertyInfo? found = null;
        foreach (var name in field.Split('.'))
        {
            if (found is not null && found.PropertyType != typeof(Person)) return [];
            found = Property(found?.PropertyType ?? record, name);
            if (found is null) return [at];
        }

        return In(found!, value, at);
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

    /// <summary>Where an activity keeps a personal field.</summary>
    private sealed record Place(PropertyInfo Person, PropertyInfo Field, string Pointer);
}
