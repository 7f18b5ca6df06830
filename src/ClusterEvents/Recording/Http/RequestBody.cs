using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Http;

/// <summary>Reads a JSON body, or returns the rejection.</summary>
public static class RequestBody
{
    /// <summary>The largest body of a single recording or a batch, in bytes (1 MiB).</summary>
    public const int Largest = 1 << 20;

    /// <summary>The maximum time for receiving a body: a slow sender would hold a slot that others wait for.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromMinutes(1);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>
    /// The maximum number of bytes read from the connection (64 MiB). A body that is too large is read up to this
    /// limit before it is rejected: if the connection were closed earlier, the sender would see an error instead of
    /// the reason.
    /// </summary>
    public const long LargestDrained = 64L << 20;

    public static async Task<(JsonDocument? Body, Rejection? Refusal)> ReadAsync(
        HttpRequest request, TimeProvider time, CancellationToken cancel)
    {
        if (IsTooLargeToBegin(request, Largest)) return (null, TooLarge);
        try
        {
            // Nearly every body arrives at once and is copied once.
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.IsCompleted && read.Buffer.Length <= Largest)
            {
                var whole = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return Read(whole);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, RefusalOf(exception));
        }

        var (parts, refused) = await ReceiveAsync(request, Largest, Slowest, time, cancel);
        return parts is null ? (null, refused) : Read(parts.ToArray());
    }

    /// <summary>Receives a whole body; a rejection if it is too large, or does not arrive in time.</summary>
    /// <remarks>The connection stays open when the time is over: the sender reads the reason.</remarks>
    internal static async Task<(MemoryStream? Body, Rejection? Refusal)> ReceiveAsync(
        HttpRequest request, long largest, TimeSpan slowest, TimeProvider time, CancellationToken cancel)
    {
        if (IsTooLargeToBegin(request, largest)) return (null, TooLarge);
        var reader = request.BodyReader;
        using var late = new CancellationTokenSource(slowest, time);
        // A read that ends by a token leaves the reader in a state in which the server cannot drain the rest.
        await using var ending = late.Token.Register(reader.CancelPendingRead);
        var parts = new MemoryStream();
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancel);
                foreach (var part in read.Buffer)
                    if (parts.Length <= largest) parts.Write(part.Span);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCanceled) return (null, TooSlow);
                if (!read.IsCompleted) continue;
                parts.Position = 0;
                return parts.Length > largest ? (null, TooLarge) : (parts, null);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return (null, RefusalOf(exception));
        }
    }

    /// <summary>
    /// Whether the sender of a body that is too large waits to be told to send it (RFC 9110, section 10.1.1): it gets
    /// the reason in place of that. Others send at once, and are read to the end so that they can read the reason.
    /// </summary>
    private static bool IsTooLargeToBegin(HttpRequest request, long largest) => request.ContentLength > largest
        && string.Equals(request.Headers.Expect, "100-continue", StringComparison.OrdinalIgnoreCase);

    /// <summary>The reason for which the server gave a body up: mostly its sender left before the end.</summary>
    private static Rejection RefusalOf(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status408RequestTimeout => TooSlow,
        _ => new(RejectionKind.Malformed, "bad-request", "bad-request"),
    };

    /// <summary>Reads one line of a longer text in the same way.</summary>
    public static (JsonDocument? Body, Rejection? Refusal) Read(ReadOnlyMemory<byte> line)
    {
        // UTF-8 needs no byte order mark, but some editors write one.
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
    /// A name with an unpaired surrogate fails during the comparison of names, with another exception type.
    /// </summary>
    private static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;

    internal static readonly Rejection TooLarge = new(
        RejectionKind.TooLarge, "body-too-large", new("body-too-large", ("most", "1 MiB")));

    private static readonly Rejection TooSlow = new(
        RejectionKind.TooSlow, "body-too-slow", new("body-too-slow", ("seconds", (int)Slowest.TotalSeconds)));

    private static Rejection Malformed(Exception exception) =>
        new(RejectionKind.Malformed, "malformed-json",
            new("malformed-json", ("line", (exception as JsonException)?.LineNumber + 1),
                ("place", (exception as JsonException)?.BytePositionInLine + 1), ("most", Strict.MaxDepth)));
}
