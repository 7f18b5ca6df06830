using System.Buffers;
using System.IO.Pipelines;
using ClusterEvents.Recording.Binding;

namespace ClusterEvents.Recording;

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Recorded">The recording, when it is on record.</param>
/// <param name="Refusals">Why not, otherwise.</param>
public sealed record LineResult(long Line, Recorded? Recorded, IReadOnlyList<Refusal> Refusals);

/// <summary>
/// Records CloudEvents from lines of any number, in bounded memory: good lines are kept, bad ones are explained. Each
/// line is decided on by itself, and sees the lines before it.
/// </summary>
public static class LineImport
{
    /// <summary>The longest line, in bytes (64 KiB).</summary>
    public const int LongestLine = 1 << 16;

    /// <summary>
    /// Lines that share a transaction: enough to spread the cost of a commit, few enough to fit in memory.
    /// </summary>
    private const int LinesAtOnce = 512;

    /// <summary>The results in the order of the lines, as many at once as shared a transaction.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<LineResult>> RunAsync(
        Stream lines, RecordingDoor door, CloudEventReader reader, Recorder by, bool preserve,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var importing = await door.BeginImportAsync(cancel);
        var number = 0L;
        var group = new List<ReadLine>(LinesAtOnce);
        var underWay = Task.FromResult<IReadOnlyList<LineResult>>([]);
        await foreach (var line in LinesAsync(lines, cancel))
        {
            number++;
            if (line is { Length: 0 }) continue;
            var (draft, refusals) = line is null ? (null, [TooLong]) : Read(line, reader, by, preserve);
            group.Add(new(number, draft, refusals));
            if (group.Count < LinesAtOnce) continue;
            // The next lines are read while these are being recorded, which keeps both processor and store at work.
            yield return await underWay;
            underWay = RecordAsync(group, door, cancel);
            group = new(LinesAtOnce);
        }

        yield return await underWay;
        yield return await RecordAsync(group, door, cancel);
    }

    private static (Draft? Draft, IReadOnlyList<Refusal> Refusals) Read(
        byte[] line, CloudEventReader reader, Recorder by, bool preserve)
    {
        var (body, refusal) = RequestBody.Read(line);
        if (refusal is not null) return (null, [refusal]);
        using (body)
        {
            var faults = new Faults();
            return (reader.Read(body!.RootElement, "", by, preserve, faults), faults.Found);
        }
    }

    private static async Task<IReadOnlyList<LineResult>> RecordAsync(
        List<ReadLine> group, RecordingDoor door, CancellationToken cancel)
    {
        Draft[] drafts = [.. group.Where(line => line.Draft is not null).Select(line => line.Draft!)];
        var outcomes = new Queue<Outcome>(await door.RecordEachAsync(drafts, cancel));
        return [.. group.Select(line =>
        {
            if (line.Draft is null) return new LineResult(line.Line, null, line.Refusals);
            var outcome = outcomes.Dequeue();
            return new LineResult(line.Line, outcome.Recorded, [.. outcome.Refusals.Select(RecordEvents.InData)]);
        })];
    }

    /// <summary>The lines without their ends; null for one that is too long.</summary>
    private static async IAsyncEnumerable<byte[]?> LinesAsync(
        Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: LongestLine));
        var skipping = false;
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                yield return skipping || line.Length > LongestLine ? null : Trimmed(line);
                skipping = false;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (buffer.Length > LongestLine)
            {
                // The rest of a line that is too long is passed over, so that memory stays bounded.
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

    private static byte[] Trimmed(ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray();
        return bytes.AsSpan().Trim(" \r\t"u8).ToArray();
    }

    /// <summary>A line with its draft, or with the reasons why it is none.</summary>
    private sealed record ReadLine(long Line, Draft? Draft, IReadOnlyList<Refusal> Refusals);

    private static readonly Refusal TooLong = new(StatusCodes.Status413PayloadTooLarge, "line-too-long",
        $"A line has at most {LongestLine:N0} bytes.");
}
