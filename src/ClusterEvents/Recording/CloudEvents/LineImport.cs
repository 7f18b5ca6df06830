using System.Buffers;
using System.IO.Pipelines;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>
/// Imports CloudEvents from a stream of lines in bounded memory: valid lines are recorded, invalid ones reported. Each
/// line is decided on by itself, after the lines before it.
/// </summary>
public static class LineImport
{
    /// <summary>The maximum length of a line in bytes (64 KiB).</summary>
    public const int LongestLine = 1 << 16;

    /// <summary>
    /// The number of lines in a transaction: enough to spread the cost of a commit, few enough to fit in memory.
    /// </summary>
    private const int LinesAtOnce = 512;

    /// <summary>
    /// The number of bytes after which a transaction takes no more lines: hundreds of long lines would use tens of
    /// megabytes for each of a hundred senders.
    /// </summary>
    private const int BytesAtOnce = 1 << 20;

    /// <summary>
    /// The results in the order of lines, in groups that shared a transaction. A group ends when no more input is
    /// available, so that a sender who pauses gets its results. While an administrator or the command line imports,
    /// overdue flags are held back, because the next line may fulfil a directive; another recorder's import does not
    /// hold them back, because that would stop them for every city.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<LineResult>> RunAsync(
        Stream lines, AppendQueue queue, CloudEventReader reader, Recorder by, bool preserve,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var importing = by.IsAdministrator ? await queue.BeginImportAsync(cancel) : null;
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var coming = LinesAsync(lines, left.Token).GetAsyncEnumerator(left.Token);
        var (number, group, bytes) = (0L, new List<ReadLine>(LinesAtOnce), 0);
        var next = Task.FromResult(true);
        Task<IReadOnlyList<LineResult>>? underWay = null;
        try
        {
            while (true)
            {
                next = coming.MoveNextAsync().AsTask();
                while (!next.IsCompleted && (underWay is not null || group.Count > 0))
                {
                    underWay ??= RecordAsync(Taken(ref group), importing, queue);
                    await Task.WhenAny(next, underWay);
                    if (!underWay.IsCompleted) continue;
                    yield return await underWay;
                    underWay = null;
                }

                if (!await next) break;
                number++;
                if (coming.Current is { Length: 0 }) continue;
                var (draft, rejections) =
                    coming.Current is { } line ? Read(line, reader, by, preserve) : (null, [TooLong]);
                if (group.Count == 0) bytes = 0;
                group.Add(new(number, draft, rejections));
                bytes += coming.Current?.Length ?? 0;
                if (group.Count < LinesAtOnce && bytes < BytesAtOnce) continue;
                // Read the next lines while these are being recorded.
                if (underWay is not null) yield return await underWay;
                underWay = RecordAsync(Taken(ref group), importing, queue);
            }

            if (underWay is not null) yield return await underWay;
            yield return await (underWay = RecordAsync(group, importing, queue));
        }
        finally
        {
            // Lines that are being recorded finish even if nobody waits for their results.
            await left.CancelAsync();
            await Task.WhenAll(next, underWay ?? Task.CompletedTask)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static List<ReadLine> Taken(ref List<ReadLine> group)
    {
        var taken = group;
        group = new(LinesAtOnce);
        return taken;
    }

    private static (Draft? Draft, IReadOnlyList<Rejection> Rejections) Read(
        byte[] line, CloudEventReader reader, Recorder by, bool preserve)
    {
        var (body, rejection) = RequestBody.Read(line);
        if (rejection is not null) return (null, [rejection]);
        using (body)
        {
            var errors = new ValidationErrors();
            return (reader.Read(body!.RootElement, "", by, preserve, errors), errors.Found);
        }
    }

    /// <summary>
    /// The results that an import would have, with nothing recorded. The whole file is held and decided on in memory,
    /// because each line counts for those after it.
    /// </summary>
    public static async Task<IReadOnlyList<LineResult>> TryAsync(
        Stream lines, RecordingTrial trial, CloudEventReader reader, Recorder by, bool preserve,
        CancellationToken cancel)
    {
        var (number, read) = (0L, new List<ReadLine>());
        await foreach (var line in LinesAsync(lines, cancel))
        {
            number++;
            if (line is { Length: 0 }) continue;
            var (draft, rejections) = line is null ? (null, [TooLong]) : Read(line, reader, by, preserve);
            read.Add(new(number, draft, rejections));
        }

        return Told(read, (await trial.DecideEachAsync(Drafts(read), cancel)).Results);
    }

    private static async Task<IReadOnlyList<LineResult>> RecordAsync(
        List<ReadLine> group, ImportLock.Import? importing, AppendQueue queue)
    {
        if (importing is not null) await importing.HoldAsync();
        return Told(group, await queue.RecordEachAsync(Drafts(group), CancellationToken.None));
    }

    private static Draft[] Drafts(List<ReadLine> lines) =>
        [.. lines.Where(line => line.Draft is not null).Select(line => line.Draft!)];

    private static IReadOnlyList<LineResult> Told(List<ReadLine> lines, IReadOnlyList<RecordingResult> drafts)
    {
        var results = new Queue<RecordingResult>(drafts);
        return [.. lines.Select(line =>
        {
            if (line.Draft is null) return new LineResult(line.Line, null, line.Rejections);
            var result = results.Dequeue();
            return new LineResult(line.Line, result.Recorded, [.. result.Rejections.Select(RecordEvents.InData)]);
        })];
    }

    /// <summary>The lines without line breaks; null for a line that is too long.</summary>
    private static async IAsyncEnumerable<byte[]?> LinesAsync(
        Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // The caller owns the stream and may ask how far it was read.
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: LongestLine, leaveOpen: true));
        var skipping = false;
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancel);
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end);
                    yield return skipping ? null : Trimmed(line);
                    skipping = false;
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (buffer.Length > LongestLine + 1)
                {
                    // Skip the rest of a line that is too long, so that memory stays bounded.
                    skipping = true;
                    buffer = buffer.Slice(buffer.End);
                }

                if (read.IsCompleted)
                {
                    if (skipping || buffer.Length > 0) yield return skipping ? null : Trimmed(buffer);
                    break;
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>A line without its line break (LF or CRLF); null if it is too long.</summary>
    private static byte[]? Trimmed(ReadOnlySequence<byte> line)
    {
        if (line.Length > LongestLine + 1) return null;
        var bytes = line.ToArray();
        var text = bytes.AsSpan() is [.. var before, (byte)'\r'] ? before : bytes;
        return text.Length > LongestLine ? null : text.Trim(" \r\t"u8).ToArray();
    }

    /// <summary>A line with its draft, or with its rejections.</summary>
    private sealed record ReadLine(long Line, Draft? Draft, IReadOnlyList<Rejection> Rejections);

    private static readonly Rejection TooLong = new(
        RejectionKind.TooLarge, "line-too-long", new("line-too-long", ("most", "64 KiB")));
}
