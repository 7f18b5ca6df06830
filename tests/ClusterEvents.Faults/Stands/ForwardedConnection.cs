using System.Net;
using System.Net.Sockets;
using System.Text;
using ClusterEvents.EventStore.Appending;

namespace ClusterEvents.Faults.Stands;

/// <summary>One forwarded connection to PostgreSQL, until either side closes it.</summary>
public sealed class ForwardedConnection(Socket client, Func<bool> holdsCommits) : IDisposable
{
    private static readonly byte[] AppendsNameBytes = Encoding.ASCII.GetBytes(AppendConnections.ApplicationName);

    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Gate _requests = new();
    private readonly Gate _answers = new();
    private bool _appends;

    /// <summary>Whether a commit is being held back.</summary>
    public bool HeldCommit { get; private set; }

    /// <summary>Forwards until the connection ends; ends at once if the database is unavailable.</summary>
    public async Task CarryAsync(int port)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, port);
            await Task.WhenAny(
                PumpAsync(client, _server, _requests, Look), PumpAsync(_server, client, _answers, static _ => { }));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // PostgreSQL is down, or the connection was cut while it was opened.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Detects and holds back a commit of an append or the sealer, if commits are to be held.</summary>
    private void Look(ReadOnlySpan<byte> sent)
    {
        // The startup packet of these connections names them.
        if (sent.IndexOf(AppendsNameBytes) >= 0) _appends = true;
        if (!_appends || !holdsCommits() || sent.IndexOf("COMMIT\0"u8) < 0) return;
        HeldCommit = true;
        _requests.Close();
    }

    public void Stall(bool answersOnly)
    {
        _answers.Close();
        if (!answersOnly) _requests.Close();
    }

    /// <summary>Sends the data held back, and continues.</summary>
    public void Release()
    {
        _answers.Open();
        _requests.Open();
    }

    /// <summary>Closes both sides; data held back is lost.</summary>
    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        Release();
    }

    private static async Task PumpAsync(Socket from, Socket to, Gate gate, Action<ReadOnlySpan<byte>> look)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                look(buffer.AsSpan(0, read));
                await gate.PassAsync();
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One side was closed: close the other one too.
        }
    }

    /// <summary>Blocks while it is closed.</summary>
    private sealed class Gate
    {
        private volatile TaskCompletionSource? _closed;

        public void Close() => _closed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => Interlocked.Exchange(ref _closed, null)?.TrySetResult();

        public Task PassAsync() => _closed?.Task ?? Task.CompletedTask;
    }
}
