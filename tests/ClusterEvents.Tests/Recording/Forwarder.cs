using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ClusterEvents.Tests.Recording;

/// <summary>A way to the store that can be cut and mended, while the store itself stays as it is.</summary>
public sealed class Forwarder : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> _sockets = [];
    private readonly int _target;
    private IPEndPoint _here = new(IPAddress.Loopback, 0);
    private TcpListener _listener = null!;
    private Task _accepting = Task.CompletedTask;

    public Forwarder(string connectionString)
    {
        var through = new NpgsqlConnectionStringBuilder(connectionString);
        _target = through.Port;
        Mend();
        through.Port = _here.Port;
        ConnectionString = through.ToString();
    }

    /// <summary>The same store by this way.</summary>
    public string ConnectionString { get; }

    /// <summary>Breaks every connection and takes no new one.</summary>
    public async Task CutAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var socket in _sockets.Keys) socket.Dispose();
        _sockets.Clear();
    }

    public void Mend()
    {
        _listener = new(_here);
        _listener.Start();
        _here = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _listener.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                _sockets[client] = _sockets[server] = true;
                await server.ConnectAsync(IPAddress.Loopback, _target);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception stopped) when (
            stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The way was cut.
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;) await to.SendAsync(buffer.AsMemory(0, read));
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
