using System.Net.Sockets;
using System.Text;

namespace ClusterEvents.Benchmarks;

/// <summary>What an abusive caller sends on each connection, to hold as much of the service as it can.</summary>
/// <param name="Name">What it is, for the report.</param>
/// <param name="Connections">The number of connections.</param>
/// <param name="Request">The request; empty if the connection stays silent.</param>
/// <param name="Trickled">What follows each second: a body that never ends.</param>
/// <param name="ReadsAnswers">Whether answers are read; if not, the service must not wait for that.</param>
internal sealed record Abusive(
    string Name, int Connections, string Request, string Trickled = "", bool ReadsAnswers = true);

/// <summary>An abusive caller at work until it is disposed.</summary>
internal sealed class Abuser : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Uri _address;
    private readonly Abusive _what;
    private readonly Task[] _holding;
    private readonly CountdownEvent _begun;

    private Abuser(Uri address, Abusive what)
    {
        (_address, _what, _begun) = (address, what, new(what.Connections));
        _holding = [.. Enumerable.Range(0, what.Connections).Select(_ => Task.Run(HoldAsync))];
    }

    /// <summary>Begins, and waits until every connection has sent its first request.</summary>
    public static async Task<Abuser> BeginAsync(Uri address, Abusive what)
    {
        var abuser = new Abuser(address, what);
        await Task.Run(() => abuser._begun.Wait(TimeSpan.FromMinutes(1)));
        return abuser;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_holding);
        _over.Dispose();
        _begun.Dispose();
    }

    private async Task HoldAsync()
    {
        var first = true;
        while (!_over.IsCancellationRequested)
        {
            var refused = true;
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(_address.Host, _address.Port, _over.Token);
                await socket.SendAsync(Encoding.ASCII.GetBytes(_what.Request), _over.Token);
                if (first) _begun.Signal();
                first = false;
                refused = await AnsweredAsync(socket);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
            }

            // What is refused is sent again when Retry-After allows; what was answered, at once.
            if (refused)
                await Task.Delay(TimeSpan.FromSeconds(1), _over.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (first) _begun.Signal();
    }

    /// <summary>Waits for the end of the answer, and sends what is trickled meanwhile.</summary>
    /// <returns>Whether the answer is a refusal.</returns>
    private async Task<bool> AnsweredAsync(Socket socket)
    {
        if (!_what.ReadsAnswers) await Task.Delay(Timeout.Infinite, _over.Token);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var trickling = TrickleAsync(socket, answered.Token);
        var (buffer, refused) = (new byte[16 * 1024], (bool?)null);
        try
        {
            while (await socket.ReceiveAsync(buffer, _over.Token) is > 0 and var read)
                refused ??= !buffer.AsSpan(0, read).StartsWith("HTTP/1.1 2"u8);
        }
        finally
        {
            await answered.CancelAsync();
            await trickling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return refused ?? true;
    }

    private async Task TrickleAsync(Socket socket, CancellationToken cancel)
    {
        if (_what.Trickled.Length == 0) return;
        var bytes = Encoding.ASCII.GetBytes(_what.Trickled);
        while (true)
        {
            await socket.SendAsync(bytes, cancel);
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }
}
