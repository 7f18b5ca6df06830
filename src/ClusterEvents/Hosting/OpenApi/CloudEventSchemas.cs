using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.CloudEvents;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Schemas of CloudEvents 1.0 in requests and responses.</summary>
internal static class CloudEventSchemas
{
    private const string Name = "CloudEvent";

    public static IOpenApiSchema Event(Schemas schemas) => schemas.Named(Name, () =>
    {
        var schema = Schemas.Fields(
            ("specversion", new OpenApiSchema { Type = JsonSchemaType.String, Const = "1.0", Default = "1.0" }, true),
            ("id", new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 }, true),
            ("source", Schemas.Text("With `id` identifies the recording", format: "uri-reference"), true),
            ("type", Schemas.Text("The event and the version of its fields, which say what `data` has"), true),
            ("subject", Schemas.Nullable(schemas.Of(typeof(StreamKey))), false),
            ("datacontenttype", Schemas.Nullable(Schemas.Text("JSON, such as `application/json`")), false),
            ("recordedtime", Schemas.Nullable(Schemas.Text("Stamped by the server", format: "date-time")), false),
            ("recordedby", Schemas.Nullable(Schemas.Text("Stamped by the server")), false),
            ("sequence", Schemas.Nullable(
                Schemas.Text("The position in 20 digits, stamped by the server", "^[0-9]{20}$")), false),
            ("correlationid", Schemas.Nullable(Schemas.Text()), false),
            ("causationid", Schemas.Nullable(Schemas.Text()), false));
        schema.Description = "CloudEvents 1.0. Sent twice, it is recorded once. `subject` is the stream, left out for "
            + "a new one. Other attributes are kept.";
        return Union(schemas).Of(schema);
    });

    /// <summary>
    /// Events by type. Those that were recorded in an earlier version of their fields keep it.
    /// </summary>
    private static TypedUnion Union(Schemas schemas)
    {
        var union = new TypedUnion(Name, "type");
        foreach (var type in StoredEvents.Catalogue.Types)
        {
            union.Add(schemas, $"{type.Name}Event", type.CloudEventType, schemas.Data(type.ClrType));
            foreach (var shape in type.Shapes.Where(shape => !shape.IsCurrent))
                if (shape.HasCurrentFields)
                    union.AddSame(schemas, $"{type.Name}EventV{shape.Version}", shape.CloudEventType,
                        $"{type.Name}Event", schemas.Data(type.ClrType));
                else
                    union.Add(schemas, $"{type.Name}EventV{shape.Version}", shape.CloudEventType,
                        TimelineSchemas.Anything($"The fields of version {shape.Version}"));
        }

        return union;
    }

    public static OpenApiSchema Batch(Schemas schemas) => new()
    {
        Type = JsonSchemaType.Array,
        Items = Event(schemas),
        MinItems = 1,
        MaxItems = RecordEvents.LargestBatch,
        Description = "Recorded whole or not at all",
    };

    public static IOpenApiSchema LineResult(Schemas schemas) => schemas.Named("LineResult", () => Schemas.Fields(
        ("line", Schemas.Position("The line's number, from 1"), true),
        ("status", new OpenApiSchema { Type = JsonSchemaType.Integer }, true),
        ("activityId", Schemas.Nullable(schemas.Of(typeof(Guid))), false),
        ("stream", Schemas.Nullable(schemas.Of(typeof(StreamKey))), false),
        ("version", Schemas.Nullable(Schemas.Position("The stream's version with it")), false),
        ("position", Schemas.Nullable(Schemas.Position("Its place in the order of recording")), false),
        ("duplicate", Schemas.Nullable(schemas.Of(typeof(bool))), false),
        ("type", Schemas.Nullable(Schemas.Text("Of a rejection: its code")), false),
        ("detail", Schemas.Nullable(
            Schemas.Text("Of a rejection: what is wrong and what to do, in the reader's language")), false),
        ("errors", Schemas.Nullable(ProblemResponses.ErrorsOf(schemas)), false)));
}
