using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Http;

/// <summary>Reads a JSON body, or says as a refusal why it is none.</summary>
public static class RequestBody
{
    /// <summary>The largest body of a single recording or a batch, in bytes (1 MiB).</summary>
    public const int Largest = 1 << 20;

    /// <summary>
    /// How long a body may take to come, all of it: whoever trickles it would keep a place that others wait for.
    /// </summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromMinutes(1);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>
    /// The most that is taken off the wire, in bytes (64 MiB). A sender of too much is heard out and then answered:
    /// cut off while it sends, it would see a broken connection instead of the reason.
    /// </summary>
    public const long LargestHeardOut = 64L << 20;

    public static async Task<(JsonDocument? Body, Rejection? Refusal)> ReadAsync(
        HttpRequest request, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            // Nearly every body is there at once, and is copied once.
            var read = await request.BodyReader.ReadAsync(cancel);
            if (!read.IsCompleted || read.Buffer.Length > Largest)
                return await ReadPartsAsync(request, read, time, cancel);
            var whole = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return Read(whole);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return (null, TooSlow);
        }
    }

    private static async Task<(JsonDocument? Body, Rejection? Refusal)> ReadPartsAsync(
        HttpRequest request, ReadResult read, TimeProvider time, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Slowest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        using var parts = new MemoryStream();
        try
        {
            while (true)
            {
                foreach (var part in read.Buffer)
                    if (parts.Length <= Largest) parts.Write(part.Span);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return parts.Length > Largest ? (null, TooLarge) : Read(parts.ToArray());
                read = await request.BodyReader.ReadAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, TooSlow);
        }
    }

    /// <summary>The same for one line of a longer text.</summary>
    public static (JsonDocument? Body, Rejection? Refusal) Read(ReadOnlyMemory<byte> line)
    {
        // A byte order mark says nothing of UTF-8, but some editors put it first.
        if (line.Span.StartsWith("\uFEFF"u8)) line = line["\uFEFF"u8.Length..];
        try
        {
            return (JsonDocument.Parse(line, Strict), null);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return (null, Malformed(exception));
        }
    }

    /// <summary>
    /// A name that holds half of a surrogate pair is met while names are compared, and is no JsonException.
    /// </summary>
    private static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;

    private static readonly Rejection TooLarge = new(RejectionKind.TooLarge, "body-too-large",
        $"A body has at most {Largest:N0} bytes. Split a batch, or stream it as application/x-ndjson.");

    private static readonly Rejection TooSlow = new(RejectionKind.TooSlow, "body-too-slow",
        $"A body has {Slowest.TotalSeconds:0} s to come, without a long pause. Send less at once, or lines as "
        + "application/x-ndjson.");

    private static Rejection Malformed(Exception exception) =>
        new(RejectionKind.Malformed, "malformed-json",
            $"This is not valid JSON of at most {Strict.MaxDepth} levels without repeated names: {exception.Message}");
}
