using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Timelines.Pages;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// Writes JSON schemas of records from the declarations that also read bodies. What may be left out may be null as
/// well: clients that are generated from a schema would otherwise send 0, false or the first choice, which nobody
/// stated.
/// </summary>
public sealed class Schemas(OpenApiDocument document, XmlDocs docs)
{
    private const string Key = "[a-z0-9]+(-[a-z0-9]+)*";

    /// <summary>The schema of a type; for a record a reference to its component.</summary>
    public IOpenApiSchema Of(Type type) =>
        ByHand.GetValueOrDefault(type) is { } write ? write(this)
        : System.Nullable.GetUnderlyingType(type) is { } inner ? Of(inner)
        : type.IsEnum ? Named(type.Name, () => Choice(type))
        : Scalar(type) is { } scalar ? scalar
        : ValueOf(type) is { } value ? new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = Of(value),
        }
        : ElementOf(type) is { } element ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(element) }
        : Record(type);

    /// <summary>A reference to a component that is written by hand the first time.</summary>
    public OpenApiSchemaReference Named(string name, Func<OpenApiSchema> write)
    {
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            // Added before it is written, because a record may contain its own type.
            document.AddComponent<IOpenApiSchema>(name, new OpenApiSchema());
            document.Components!.Schemas![name] = write();
        }

        return new OpenApiSchemaReference(name, document);
    }

    public static OpenApiSchema Fields(params (string Name, IOpenApiSchema Schema, bool Required)[] fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(field => field.Name, field => field.Schema),
        Required = fields.Where(field => field.Required).Select(field => field.Name).ToHashSet(),
        AdditionalPropertiesAllowed = false,
    };

    /// <summary>A text that is one of these words.</summary>
    public static OpenApiSchema OneOf(IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] };

    /// <summary>The same, or null.</summary>
    public static OpenApiSchema Nullable(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference reference)
            return new OpenApiSchema { OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        var own = (OpenApiSchema)schema;
        // A schema without a type allows null already.
        if (own.Type is not null) own.Type |= JsonSchemaType.Null;
        return own;
    }

    public static OpenApiSchema Text(string? description = null, string? pattern = null, string? format = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern, Format = format };

    public static OpenApiSchema Position(string description) =>
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Description = description };

    /// <summary>The schema of a type of keys; null for any other type.</summary>
    public IOpenApiSchema? KeyOf(Type type) => type == typeof(CityId) || type == typeof(StreamKey) ? Of(type) : null;

    /// <summary>Written directly from stored data: the type does not describe it.</summary>
    private static readonly Dictionary<Type, Func<Schemas, IOpenApiSchema>> ByHand = new()
    {
        [typeof(TimelinePage)] = TimelineSchemas.Page,
        [typeof(ShownEntry)] = TimelineSchemas.Entry,
        [typeof(StreamSnapshot)] = TimelineSchemas.Stream,
        [typeof(StoredCloudEvent)] = CloudEventSchemas.Event,
        [typeof(StoredCloudEvent[])] = CloudEventSchemas.Batch,
        [typeof(LineResult)] = CloudEventSchemas.LineResult,
        [typeof(byte[])] = _ => Text(format: "binary"),
    };

    /// <summary>
    /// The data of a recorded event: its record, which for a correction also names the target that the path of its
    /// command has.
    /// </summary>
    public IOpenApiSchema Data(Type type) =>
        type.IsAssignableTo(typeof(ICorrection)) ? Named($"{type.Name}Data", () => Whole(type, _ => true)) : Of(type);

    private OpenApiSchemaReference Record(Type type) =>
        Named(NameOf(type), () => Whole(type, field => !IsInPath(type, field)));

    private OpenApiSchema Whole(Type type, Func<FieldReader, bool> includes)
    {
        var schema = Fields([.. RecordReader.Of(type).Fields.Where(includes).Select(field =>
            IsRequired(field) ? (field.Name, Field(field), true)
                : (field.Name, Optional(Field(field), docs.Of(field.Property)), false))]);
        schema.Description = docs.Of(type);
        if (type.IsAssignableTo(typeof(IAtLeastOneField))) schema.MinProperties = 1;
        return schema;
    }

    /// <summary>Whether it is always there: what a body may leave out, or what has no value, is not.</summary>
    private static bool IsRequired(FieldReader field) => !field.IsOwnStream
        && (field.Required || (!field.CanBeNull && !Read.Value.Contains(field.Property.ReflectedType!)));

    private static OpenApiSchema Optional(IOpenApiSchema schema, string? description)
    {
        var optional = Nullable(schema);
        optional.Description = description ?? optional.Description;
        return optional;
    }

    private IOpenApiSchema Field(FieldReader field)
    {
        var description = docs.Of(field.Property);
        var schema = Of(field.Property.PropertyType);
        if (schema is OpenApiSchemaReference reference)
        {
            if (IsRequired(field)) reference.Description = description;
            return reference;
        }

        var own = (OpenApiSchema)schema;
        own.Description = description ?? own.Description;
        // A title composed of recorded texts may be longer than each of them.
        if (field.Property.PropertyType == typeof(string) && Read.Value.Contains(field.Property.ReflectedType!))
            (own.MinLength, own.MaxLength) = (1, field.Longest);
        (own.Items as OpenApiSchema ?? own).Pattern ??= field.Pattern;
        if (field.Range is { } range)
        {
            own.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
            own.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
        }

        if (own.Items is not null && IsRecorded(field)) (own.MinItems, own.MaxItems) = (1, FieldReader.LongestList);
        return own;
    }

    /// <summary>The records that are read from bodies, with nested ones; all others are only in responses.</summary>
    private static readonly Lazy<HashSet<Type>> Read =
        new(() => [.. StoredEvents.Catalogue.Types.SelectMany(type => Within(type.ClrType))]);

    private static IEnumerable<Type> Within(Type record) =>
        RecordReader.Of(record).Fields.Select(field => field.Property.PropertyType)
            .Select(type => System.Nullable.GetUnderlyingType(type)
                ?? (Scalar(type) is null ? ElementOf(type) : null) ?? type)
            .Where(type => !type.IsEnum && Scalar(type) is null).SelectMany(Within).Prepend(record);

    /// <summary>Whether the value is in the path: the target of a correction.</summary>
    private static bool IsInPath(Type type, FieldReader field) =>
        type.IsAssignableTo(typeof(ICorrection)) && field.Property.Name == nameof(ICorrection.TargetEventId);

    /// <summary>Whether the field is recorded rather than only shown: lists in views may be empty.</summary>
    private static bool IsRecorded(FieldReader field) => field.Property.DeclaringType!.IsAssignableTo(typeof(Activity));

    private OpenApiSchema Choice(Type type)
    {
        var schema = OneOf(Enum.GetNames(type));
        schema.Description = docs.Of(type);
        return schema;
    }

    private static OpenApiSchema? Scalar(Type type) =>
        type == typeof(string) ? Text()
        : type == typeof(bool) ? new() { Type = JsonSchemaType.Boolean }
        : type == typeof(int) ? new() { Type = JsonSchemaType.Integer, Format = "int32" }
        : type == typeof(long) ? new() { Type = JsonSchemaType.Integer, Format = "int64" }
        : type == typeof(double) ? new() { Type = JsonSchemaType.Number, Format = "double" }
        : type == typeof(decimal) ? Text(
            "A decimal number as text, so that no reader rounds it", @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$")
        : type == typeof(Uri) ? Text(format: "uri")
        : type == typeof(Guid) ? Text(format: "uuid")
        : type == typeof(DateOnly) ? Text("A calendar day as yyyy-MM-dd", format: "date")
        : type == typeof(TimeOnly) ? Text(
            "A local time as HH:mm or HH:mm:ss", "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$")
        : type == typeof(DateTimeOffset) || type == typeof(DateTime)
            ? Text("An instant with its offset", format: "date-time")
        : type == typeof(JsonElement) || type == typeof(object) ? new()
        : type == typeof(CityId) ? Text("A city's key such as `can-tho`", $"^{Key}$")
        : type == typeof(StreamKey) ? Text("A stream's key such as `meeting/0198…`", $"^{Key}/{Key}$")
        : null;

    /// <summary>The value type of a dictionary with text keys.</summary>
    private static Type? ValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? type.GetGenericArguments()[1] : null;

    /// <summary>The type's name; a page of directives is <c>DirectiveViewPage</c>.</summary>
    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.GetGenericArguments()[0].Name}Page" : type.Name;

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[^1]
        : null;
}
