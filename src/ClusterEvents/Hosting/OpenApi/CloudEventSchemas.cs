using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Schemas of CloudEvents 1.0 in requests and responses.</summary>
internal static class CloudEventSchemas
{
    public static IOpenApiSchema Event(Schemas schemas) => schemas.Named("CloudEvent", () =>
    {
        var schema = Schemas.Fields(
            ("specversion", new OpenApiSchema { Type = JsonSchemaType.String, Const = "1.0" }, true),
            ("id", new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 }, true),
            ("source", Schemas.Text("With `id` identifies the recording", format: "uri-reference"), true),
            ("type", new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. StoredEvents.Catalogue.Types.SelectMany(type => type.Shapes)
                    .Select(shape => (JsonNode)shape.CloudEventType)],
            }, true),
            ("subject", schemas.Of(typeof(StreamKey)), false),
            ("datacontenttype", new OpenApiSchema { Type = JsonSchemaType.String, Const = MediaTypes.Json }, false),
            ("recordedtime", Schemas.Text("Stamped by the server", format: "date-time"), false),
            ("recordedby", Schemas.Text("Stamped by the server"), false),
            ("sequence", Schemas.Text("The position in 20 digits, stamped by the server", "^[0-9]{20}$"), false),
            ("correlationid", Schemas.Text(), false), ("causationid", Schemas.Text(), false),
            ("data", TimelineSchemas.Anything("The fields of the event, as its command's route takes them"), true));
        schema.Description = "CloudEvents 1.0. Sent twice, it is recorded once. `subject` is the stream, left out for "
            + "a new one. Other attributes are kept.";
        schema.AdditionalPropertiesAllowed = true;
        return schema;
    });

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
        ("activityId", schemas.Of(typeof(Guid)), false), ("stream", schemas.Of(typeof(StreamKey)), false),
        ("version", Schemas.Position("The stream's version with it"), false),
        ("position", Schemas.Position("Its place in the order of recording"), false),
        ("duplicate", schemas.Of(typeof(bool)), false),
        ("type", Schemas.Text("Of a rejection: its code"), false),
        ("detail", Schemas.Text("Of a rejection: what is wrong and what to do, in the reader's language"), false),
        ("errors", ProblemResponses.ErrorsOf(schemas), false)));
}
