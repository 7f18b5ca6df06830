using System.Globalization;
using System.Text;

namespace ClusterEvents.Benchmarks;

/// <summary>
/// Requests that were written before a turn and differ from each other in a number alone, so that the generator of load
/// takes as little as it can of the processors that it shares with what it measures.
/// </summary>
internal sealed class PreparedRequests
{
    /// <summary>Stands in a CloudEvent for the number, of as many digits.</summary>
    public const string Number = "#########";

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(Number);

    private readonly byte[][] _requests;
    private readonly int[][] _marks;

    /// <param name="cloudEvents">CloudEvents that hold <see cref="Number"/>, as often as they like.</param>
    public PreparedRequests(IEnumerable<string> cloudEvents)
    {
        _requests = [.. cloudEvents.Select(Samples.Request)];
        _marks = [.. _requests.Select(request => Marks(request).ToArray())];
    }

    public int Count => _requests.Length;

    /// <summary>
    /// The request of a template with a number in it. It is overwritten when the buffer is used again.
    /// </summary>
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
