using System.Collections;
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

    /// <summary>The step of a pattern for any item of a list.</summary>
    private const string AnyItem = "*";

    private static readonly ConcurrentDictionary<Type, Place[]> PlacesByType = new();

    /// <summary>The pointers to the personal fields of an activity that have a value.</summary>
    public static IEnumerable<string> Of(Activity activity) => ValuesOf(activity).Select(value => value.Place);

    /// <summary>The personal values of an activity.</summary>
    public static IEnumerable<PersonalValue> ValuesOf(Activity activity) =>
        PlacesByType.GetOrAdd(activity.GetType(), PlacesIn)
            .SelectMany(place => Values(activity, place.Steps, "").Select(value =>
                new PersonalValue(value.Pointer, place.Kind, value.Text, value.Pointer)));

    /// <summary>The patterns of the pointers to the personal fields of a record, where <c>*</c> is any item of a
    /// list.</summary>
    public static IEnumerable<(string Pattern, PersonalKind Kind)> PatternsOf(Type record) =>
        PlacesByType.GetOrAdd(record, PlacesIn)
            .Select(place => (string.Concat(place.Steps.Select(step => $"/{step.Name}")), place.Kind));

    /// <summary>
    /// The personal values in the value of one field. A field that the record no longer has may have been personal in
    /// an earlier schema version, so its whole value is treated as personal.
    /// </summary>
    /// <param name="record">The record type with the field.</param>
    /// <param name="field">The path of the field, with dots into objects and numbers into lists.</param>
    /// <param name="value">The value.</param>
    /// <param name="at">The JSON pointer to the value.</param>
    public static IEnumerable<PersonalValue> In(Type record, string field, JsonElement value, string at)
    {
        if (FieldPath.Parse(field) is not { } path || RecordReader.Of(record).Find(field) is null)
            return [new(at, PersonalKind.Detail, JsonPointers.TextAt(value, "") ?? "", null)];
        var places = PlacesByType.GetOrAdd(record, PlacesIn);
        return Texts(value, at, [.. path.Steps]).SelectMany(text => places.Where(place => place.Is(text.Steps))
            .Select(place => new PersonalValue(
                text.Pointer, place.Kind, text.Text, string.Concat(text.Steps.Select(step => $"/{step}")))));
    }

    private static Place[] PlacesIn(Type record) =>
        [.. RecordReader.Of(record).Fields.SelectMany(field => PlacesIn(field, []))];

    private static IEnumerable<Place> PlacesIn(FieldReader field, Step[] before)
    {
        Step[] steps = [.. before, new(field.Name, field.Property)];
        if (field.Personal is { } kind) return [new(steps, kind)];
        if (field.IsList) steps = [.. steps, new(AnyItem, null)];
        return field.Inner?.Fields.SelectMany(inner => PlacesIn(inner, steps)) ?? [];
    }

    private static IEnumerable<(string Pointer, string Text)> Values(object? value, ArraySegment<Step> steps, string at)
    {
        if (value is null) return [];
        if (steps is []) return [(at, (string)value)];
        var rest = steps[1..];
        return steps[0].Property is { } property
            ? Values(property.GetValue(value), rest, $"{at}/{steps[0].Name}")
            : ((IEnumerable)value).Cast<object?>().Index()
                .SelectMany(item => Values(item.Item, rest, $"{at}/{item.Index}"));
    }

    /// <summary>Every text in a JSON value, with its pointer and the steps to it.</summary>
    private static IEnumerable<(string Pointer, string[] Steps, string Text)> Texts(
        JsonElement value, string at, string[] steps) => value.ValueKind switch
        {
            JsonValueKind.String => [(at, steps, value.GetString()!)],
            JsonValueKind.Object => value.EnumerateObject()
                .SelectMany(field => Texts(field.Value, $"{at}/{field.Name}", [.. steps, field.Name])),
            JsonValueKind.Array => value.EnumerateArray().Index()
                .SelectMany(item => Texts(item.Item, $"{at}/{item.Index}", [.. steps, $"{item.Index}"])),
            _ => [],
        };

    /// <summary>A step to a field, or to the items of a list.</summary>
    private sealed record Step(string Name, PropertyInfo? Property);

    /// <summary>A personal field of a record.</summary>
    private sealed record Place(Step[] Steps, PersonalKind Kind)
    {
        public bool Is(string[] steps) => Steps.Length == steps.Length && Steps.Zip(steps)
            .All(pair => pair.First.Name == pair.Second
                || (pair.First.Name == AnyItem && char.IsAsciiDigit(pair.Second[0])));
    }
}
