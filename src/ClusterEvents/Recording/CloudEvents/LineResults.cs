using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>
/// Streams the results of an import as JSON lines while it runs. Many clients read nothing before they have sent
/// everything, so unread results are buffered in a temporary file: waiting for such a client would be a deadlock.
/// </summary>
internal sealed class LineResults(
    AppendQueue queue, CloudEventReader reader, ImportLimits limits, SecurityEvents security, TimeProvider time,
    bool preserve) : IResult
{
    /// <summary>
    /// The minimum rate at which results must be read after the last line was sent, in bytes per second, and the
    /// minimum time allowed. Without it a client could hold its slot by not reading.
    /// </summary>
    private const int Slowest = 240;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Streams of any length are accepted; lines, and so memory, are bounded.
        httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        httpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        httpContext.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        httpContext.Response.ContentType = MediaTypes.Lines;
        var language = ReaderLanguage.OfRefusals(httpContext.Request);
        httpContext.Response.Headers.ContentLanguage = ReaderLanguage.CodeOf(language);
        httpContext.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        var words = new Words(httpContext.RequestServices.GetRequiredService<RefusalNames>(), language);
        using var paused = new CancellationTokenSource(limits.Pause, time);
        using var over = new CancellationTokenSource(limits.Whole, time);
        using var coming = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, paused.Token, over.Token);
        using var unread = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var taken = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, unread.Token);
        var by = RecorderClaims.RecorderOf(httpContext);
        var results = LineImport.RunAsync(httpContext.Request.Body, queue, reader, by, preserve, coming.Token);
        var (unsent, sending, last, recorded) = (new FileBufferingWriteStream(), Task.CompletedTask, 0L, 0);
        try
        {
            try
            {
                await foreach (var lines in results)
                {
                    var count = lines.Count(line => line.Recorded is not null);
                    if (count > 0) paused.CancelAfter(limits.Pause);
                    if (lines is [.., var newest]) last = newest.Line;
                    recorded += count;
                    TellRefusals(httpContext, lines);
                    await WriteAsync(lines, words, unsent, taken.Token);
                    if (!sending.IsCompleted) continue;
                    await sending;
                    (unsent, sending) = (new(), SendAsync(unsent, httpContext.Response.BodyWriter, taken.Token));
                }
            }
            catch (OperationCanceledException) when (paused.IsCancellationRequested || over.IsCancellationRequested)
            {
                await WriteAsync(
                    [new(last + 1, null, [TooSlow(over.IsCancellationRequested)])], words, unsent, taken.Token);
            }

            unread.CancelAfter(Grace + TimeSpan.FromSeconds(unsent.Length / Slowest));
            await sending;
            await SendAsync(unsent, httpContext.Response.BodyWriter, taken.Token);
        }
        catch (OperationCanceledException) when (!httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Abort();
        }
        finally
        {
            if (preserve) security.Restored(by, recorded, last - recorded);
            // An import that fails does not wait for a client that is not reading.
            await unread.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await unsent.DisposeAsync();
        }
    }

    private void TellRefusals(HttpContext http, IReadOnlyList<LineResult> lines)
    {
        foreach (var line in lines)
            if (line.Rejections is [{ Kind: RejectionKind.NotAllowed } first, ..])
                security.Refused(http, SecurityEvents.RightRefused, $"{first.Code} in line {line.Line}");
    }

    /// <summary>The result of the first line that gets no other, because the import is ended.</summary>
    private Rejection TooSlow(bool asWhole) => new(RejectionKind.TooSlow, "import-too-slow", asWhole
        ? new("import-too-slow", ("seconds", (int)limits.Whole.TotalSeconds))
        : new("import-paused", ("seconds", (int)limits.Pause.TotalSeconds)));

    private static async Task WriteAsync(
        IReadOnlyList<LineResult> lines, Words words, FileBufferingWriteStream unsent, CancellationToken cancel)
    {
        var group = new ArrayBufferWriter<byte>();
        var names = await words.NamesOf(lines, cancel);
        Write(lines, words.Language, names, group);
        await unsent.WriteAsync(group.WrittenMemory, cancel);
    }

    private static async Task SendAsync(FileBufferingWriteStream results, PipeWriter output, CancellationToken cancel)
    {
        await using (results) await results.DrainBufferAsync(output, cancel);
        await output.FlushAsync(cancel);
    }

    private static void Write(
        IReadOnlyList<LineResult> lines, Language language, NameOfStream? names, ArrayBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Options);
        foreach (var result in lines)
        {
            JsonSerializer.Serialize(json, Line(result, language, names), RecordJson.Options);
            json.Reset();
            output.Write("\n"u8);
        }
    }

    private static object Line(LineResult result, Language language, NameOfStream? names) =>
        result.Recorded is { } recorded ? new
        {
            result.Line,
            Status = StatusCodes.Status201Created,
            recorded.ActivityId,
            recorded.Stream,
            recorded.Version,
            recorded.Position,
            recorded.Duplicate,
        }
        : Refused(result, RefusalNames.Worded(
            [.. result.Rejections.Select(one => (one.Field ?? "", one.Fault))], language, names));

    private static object Refused(LineResult result, WordedFaults worded) => new
    {
        result.Line,
        Status = ProblemResults.StatusOf(result.Rejections[0].Kind),
        Type = result.Rejections[0].Code,
        worded.Detail,
        worded.Errors,
    };

    /// <summary>How refusals are worded.</summary>
    private sealed record Words(RefusalNames Names, Language Language)
    {
        public Task<NameOfStream?> NamesOf(IReadOnlyList<LineResult> lines, CancellationToken cancel) =>
            Names.OfAsync(lines.SelectMany(line => line.Rejections).Select(one => one.Fault), Language, cancel);
    }
}
