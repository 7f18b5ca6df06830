using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Recording.Http;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// Describes the route of a command: the body is the event's record; responses are the same for all.
/// </summary>
internal static class CommandDescription
{
    public static void Write(Route route, ActivityType type, OperationWriter writer, Examples examples)
    {
        var stream = examples.Stream(type);
        foreach (var name in route.PathParameters)
            WritePathParameter(name, type, stream, examples.Target(type), writer);
        if (!route.PathParameters.Contains("id") && type.Opens != Opens.Never)
            writer.Query("stream", Schemas.Text(pattern: $"^{type.StreamKind}/[a-z0-9]+(-[a-z0-9]+)*$"),
                type.Opens == Opens.Always
                    ? "The key of the new stream; the server names it where it is left out"
                    : "The stream to add to, or the key of a new one; the server names it where it is left out",
                stream?.ToString());
        writer.Header(RecordingEndpoint.IdempotencyKeyHeader,
            new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            "Sent again with the same key and body, the first answer is given again; with another body it is refused");
        writer.Header("If-Match", Schemas.Text(pattern: "^(\"[0-9]+\"|\\*)$"),
            "The stream's version that the decision rests on, such as `\"3\"`");
        writer.Header(Preferences.Header, Schemas.Text(), Preferences.Description);
        writer.Body(MediaTypes.Json, writer.Schemas.Of(type.ClrType), examples.Body(type));
        var erases = type.ClrType.IsAssignableTo(typeof(IErasure));
        if (erases)
        {
            writer.Query(ErasureEndpoint.DryRun, new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
                "Only tell what would be erased and where the name would stay; nothing is recorded", null);
            writer.Answers(StatusCodes.Status200OK, "What a dry run found",
                writer.Schemas.Of(typeof(RecordedErasure)), MediaTypes.Json);
        }

        writer.Answers(StatusCodes.Status201Created, "Recorded, or on record already under this Idempotency-Key",
            writer.Schemas.Of(erases ? typeof(RecordedErasure) : typeof(Recorded)),
            MediaTypes.Json, "Location", "ETag");
        writer.Refuses(400, 409, 412, 413, 415, 422);
        if (route.PathParameters.Any()) writer.Refuses(404);
        writer.RulesOf(type);
    }

    private static void WritePathParameter(
        string name, ActivityType type, StreamKey? stream, string? target, OperationWriter writer)
    {
        if (name == "kind") writer.Path(name, "The stream's kind, such as `meeting`", stream?.Kind);
        else if (name == "activityId") writer.Path(name, "The entry that it is about", target);
        else writer.Path(name, type.StreamKind is { } kind ? $"The {kind}'s key" : "The stream's id", stream?.Id);
    }
}
