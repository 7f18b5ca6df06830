using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ClusterEvents.Faults.Stands;

/// <summary>A way to the store that can be cut, stalled and mended, while the store itself stays as it is.</summary>
public sealed class Forwarder : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ForwardedConnection, bool> _connections = [];
    private IPEndPoint _here = new(IPAddress.Loopback, 0);
    private TcpListener _listener = null!;
    private Task _accepting = Task.CompletedTask;

    public Forwarder(string connectionString)
    {
        var through = new NpgsqlConnectionStringBuilder(connectionString);
        Target = through.Port;
        Mend();
        through.Port = _here.Port;
        ConnectionString = through.ToString();
    }

    /// <summary>The same store by this way.</summary>
    public string ConnectionString { get; }

    /// <summary>The store's own port, which is another one after it was started again.</summary>
    public int Target { get; set; }

    /// <summary>Whether commits are held back; the rest of each transaction has arrived.</summary>
    public bool HoldsCommits { get; set; }

    public IReadOnlyList<ForwardedConnection> HeldCommits => [.. _connections.Keys.Where(one => one.HeldCommit)];

    /// <summary>Breaks every connection and takes no new one.</summary>
    public async Task CutAsync()
    {
        _listener.Stop();
        await _accepting;
        Break(_ => true);
    }

    /// <summary>Takes connections again.</summary>
    public void Mend()
    {
        _listener = new(_here);
        _listener.Start();
        _here = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Breaks some connections; what was on its way on them is lost.</summary>
    /// <returns>How many.</returns>
    public int Break(Func<ForwardedConnection, bool> which)
    {
        var chosen = _connections.Keys.Where(which).ToArray();
        foreach (var connection in chosen) connection.Dispose();
        return chosen.Length;
    }

    /// <summary>Holds back what is sent on some connections.</summary>
    /// <param name="which">Which of those that are open now.</param>
    /// <param name="answersOnly">Whether requests still arrive, so that the store does what nobody hears of.</param>
    public IReadOnlyList<ForwardedConnection> Stall(Func<ForwardedConnection, bool> which, bool answersOnly)
    {
        var chosen = _connections.Keys.Where(which).ToArray();
        foreach (var connection in chosen) connection.Stall(answersOnly);
        return chosen;
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
            while (true) _ = CarryAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception stopped) when (
            stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The way was cut.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var connection = new ForwardedConnection(client, () => HoldsCommits);
        _connections[connection] = true;
        await connection.CarryAsync(Target);
        _connections.TryRemove(connection, out _);
    }
}
