using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace ClusterEvents.Benchmarks;

/// <summary>
/// A persistent HTTP/1.1 connection that sends requests sequentially. It does as little as possible, because it shares
/// the processors with the service; it understands only responses of Kestrel.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    public static async Task<HttpConnection> OpenAsync(Uri address)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <param name="path">Path and query.</param>
    /// <param name="headers">More header lines, each with its line end.</param>
    public static byte[] Get(string path, string headers = "") =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");

    public static byte[] Post(string path, string mediaType, string body, string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
            + $"Content-Type: {mediaType}\r\nContent-Length: {bytes.Length}\r\n{headers}\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. bytes];
    }

    /// <summary>Sends a request and checks the status.</summary>
    /// <returns>The raw response, including its headers and chunk marks.</returns>
    public async Task<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> request, int expected)
    {
        for (var left = request; left.Length > 0;) left = left[await _socket.SendAsync(left)..];
        var answer = await ReceiveAsync();
        var status = Utf8Parser.TryParse(answer.Span[9..12], out int read, out _) ? read : 0;
        return status == expected ? answer
            : throw new InvalidOperationException(
                $"{status} instead of {expected}: {Encoding.UTF8.GetString(answer.Span)}");
    }

    public void Dispose() => _socket.Dispose();

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        var length = 0;
        do
        {
            if (length == _buffer.Length) Array.Resize(ref _buffer, length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0) throw new InvalidOperationException("The service closed the connection.");
            length += read;
        }
        while (!IsWhole(_buffer.AsSpan(0, length)));
        return _buffer.AsMemory(0, length);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        return Utf8Parser.TryParse(head[(at + 16)..], out int body, out _) && answer.Length >= end + 4 + body;
    }
}
