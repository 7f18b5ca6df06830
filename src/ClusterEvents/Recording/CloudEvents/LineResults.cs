using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>
/// Streams the results of an import as JSON lines while it runs. Many clients read nothing before they have sent
/// everything, so unread results are buffered in a temporary file: waiting for such a client would be a deadlock.
/// </summary>
internal sealed class LineResults(AppendQueue queue, CloudEventReader reader, TimeProvider time, bool preserve) : IResult
{
    /// <summary>
    /// The minimum rate at which results must be read after the last line was sent, in bytes per second, and the
    /// minimum time allowed. Without it a client could hold its slot by not reading.
    /// </summary>
    private const int Slowest = 240;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a sender may pause between lines. Without a limit a client could hold its slot by not sending.
    /// </summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Streams of any length are accepted; lines, and so memory, are bounded.
        httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        httpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        httpContext.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        httpContext.Response.ContentType = MediaTypes.Lines;
        using var late = new CancellationTokenSource(LongestPause, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, late.Token);
        var results = LineImport.RunAsync(httpContext.Request.Body, queue, reader,
            RecorderClaims.RecorderOf(httpContext.User), preserve, ended.Token);
        var (unsent, sending) = (new FileBufferingWriteStream(), Task.CompletedTask);
        try
        {
            var group = new ArrayBufferWriter<byte>();
            await foreach (var lines in results)
            {
                late.CancelAfter(LongestPause);
                group.ResetWrittenCount();
                Write(lines, group);
                await unsent.WriteAsync(group.WrittenMemory, ended.Token);
                if (!sending.IsCompleted) continue;
                await sending;
                (unsent, sending) = (new(), SendAsync(unsent, httpContext.Response.BodyWriter, ended.Token));
            }

            late.CancelAfter(Grace + TimeSpan.FromSeconds(unsent.Length / Slowest));
            await sending;
            await SendAsync(unsent, httpContext.Response.BodyWriter, ended.Token);
        }
        catch (OperationCanceledException) when (!httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Abort();
        }
        finally
        {
            // An import that fails does not wait for a client that is not reading.
            await ended.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await unsent.DisposeAsync();
        }
    }

    private static async Task SendAsync(FileBufferingWriteStream results, PipeWriter output, CancellationToken cancel)
    {
        await using (results) await results.DrainBufferAsync(output, cancel);
        await output.FlushAsync(cancel);
    }

    private static void Write(IReadOnlyList<LineResult> lines, ArrayBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Options);
        foreach (var result in lines)
        {
            JsonSerializer.Serialize(json, Line(result), RecordJson.Options);
            json.Reset();
            output.Write("\n"u8);
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
            Status = ProblemResults.StatusOf(result.Rejections[0].Kind),
            Type = result.Rejections[0].Code,
            Detail = ProblemResults.Detail(result.Rejections),
        };
}
