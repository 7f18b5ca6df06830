using System.Buffers;
using System.Text.Json;

namespace ClusterEvents.Recording;

/// <summary>Answers an import with one JSON line per line, as the import goes on.</summary>
internal sealed class RecordedLines(RecordingDoor door, CloudEventReader reader) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // A stream of any length is the point of this media type; a line of it is bounded, and so is memory.
        httpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        httpContext.Response.ContentType = MediaTypes.Lines;
        var results = LineImport.RunAsync(httpContext.Request.Body, door, reader, Recorder.Of(httpContext.User),
            RecordEvents.Preserves(httpContext.Request), httpContext.RequestAborted);
        var output = httpContext.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(output, JsonWriting.Options);
        await foreach (var group in results)
        {
            foreach (var result in group)
            {
                JsonSerializer.Serialize(json, Line(result), RecordJson.Options);
                json.Reset();
                output.Write("\n"u8);
            }

            // Once for the lines of a transaction: a packet for each would cost more than recording it.
            await output.FlushAsync(httpContext.RequestAborted);
        }
    }

    private static object Line(LineResult result) => result.Recorded is { } recorded
        ? new
        {
            result.Line,
            Status = StatusCodes.Status201Created,
            recorded.ActivityId,
            recorded.Stream,
            recorded.Version,
            recorded.Position,
            recorded.Duplicate,
        }
        : new
        {
            result.Line,
            result.Refusals[0].Status,
            Type = result.Refusals[0].Code,
            Detail = Answers.Detail(result.Refusals),
        };
}
