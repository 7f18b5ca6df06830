using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>A request whose body is sent in pieces, on its own connection.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader _answer = null!;

    /// <summary>Sends everything that comes before the body.</summary>
    public static async Task<RawRequest> BeginAsync(
        TestApp app, string path, string mediaType, params (string Name, string Value)[] headers)
    {
        var request = new RawRequest();
        await request._client.ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port, TestApp.Cancel);
        request._answer = new(request._client.GetStream());
        var more = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        await request.WriteAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediaType}\r\n"
            + $"{more}Transfer-Encoding: chunked\r\n\r\n");
        return request;
    }

    /// <summary>Sends a piece of the body.</summary>
    public Task SendAsync(string piece) => WriteAsync($"{Encoding.UTF8.GetByteCount(piece):x}\r\n{piece}\r\n");

    /// <summary>Waits until the body is being read, of a request that asks to be told (RFC 9110, 10.1.1).</summary>
    public async Task ContinuedAsync()
    {
        Assert.Equal("HTTP/1.1 100 Continue", await _answer.ReadLineAsync(TestApp.Cancel));
        Assert.Equal("", await _answer.ReadLineAsync(TestApp.Cancel));
    }

    /// <summary>Ends the body; the response is read after it.</summary>
    public Task EndBodyAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>Ends the body, and reads the whole response.</summary>
    public async Task EndAsync()
    {
        await EndBodyAsync();
        await EndedAsync();
    }

    /// <summary>Reads to the end of a response, which may come before the body is complete.</summary>
    public async Task EndedAsync()
    {
        while (await _answer.ReadLineAsync(TestApp.Cancel) is not ("0" or null)) { }
    }

    /// <summary>The next JSON line of the response, a result or a problem.</summary>
    public async Task<JsonNode> AnswerAsync()
    {
        string? line;
        do line = await _answer.ReadLineAsync(TestApp.Cancel);
        while (line is not null && !line.StartsWith('{'));
        return JsonNode.Parse(line ?? throw new EndOfStreamException("The connection was closed."))!;
    }

    public void Dispose()
    {
        _answer?.Dispose();
        _client.Dispose();
    }

    private async Task WriteAsync(string text) =>
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestApp.Cancel);
}
