using System.Globalization;
using System.Text;

namespace ClusterEvents.Benchmarks;

/// <summary>
/// Requests that are prepared before a turn and differ only in a number, so that the load generator uses little of the
/// processors it shares with the service.
/// </summary>
internal sealed class PreparedRequests
{
    /// <summary>The placeholder for the number in a CloudEvent, with the same length.</summary>
    public const string Number = "#########";

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(Number);

    private readonly byte[][] _requests;
    private readonly int[][] _marks;

    /// <param name="cloudEvents">CloudEvents with <see cref="Number"/>, any number of times.</param>
    public PreparedRequests(IEnumerable<string> cloudEvents)
    {
        _requests = [.. cloudEvents.Select(Samples.Request)];
        _marks = [.. _requests.Select(request => Marks(request).ToArray())];
    }

    public int Count => _requests.Length;

    /// <summary>Fills a number into a template. The result is valid until the buffer is used again.</summary>
    public ReadOnlyMemory<byte> Fill(int template, int number, byte[] buffer)
    {
        var request = _requests[template];
        request.CopyTo(buffer, 0);
        foreach (var mark in _marks[template])
            number.TryFormat(buffer.AsSpan(mark, Mark.Length), out _, "D9", CultureInfo.InvariantCulture);
        return buffer.AsMemory(0, request.Length);
    }

    /// <summary>A buffer for any of the requests.</summary>
    public byte[] Buffer() => new byte[_requests.Max(request => request.Length)];

    private static IEnumerable<int> Marks(byte[] request)
    {
        for (var from = 0; request.AsSpan(from).IndexOf(Mark) is >= 0 and var at; from += at + Mark.Length)
            yield return from + at;
    }
}
