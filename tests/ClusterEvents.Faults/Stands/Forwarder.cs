using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ClusterEvents.Faults.Stands;

/// <summary>A TCP proxy to PostgreSQL that can be cut, stalled and restored.</summary>
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

    /// <summary>The connection string through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>The port of PostgreSQL, which changes with each start.</summary>
    public int Target { get; set; }

    /// <summary>Whether commits are held back, after the rest of the transaction was forwarded.</summary>
    public bool HoldsCommits { get; set; }

    public IReadOnlyList<ForwardedConnection> HeldCommits => [.. _connections.Keys.Where(one => one.HeldCommit)];

    /// <summary>Closes all connections and accepts no new ones.</summary>
    public async Task CutAsync()
    {
        _listener.Stop();
        await _accepting;
        Break(_ => true);
    }

    /// <summary>Accepts connections again.</summary>
    public void Mend()
    {
        _listener = new(_here);
        _listener.Start();
        _here = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Closes some connections; data in transit is lost.</summary>
    /// <returns>The number closed.</returns>
    public int Break(Func<ForwardedConnection, bool> which)
    {
        var chosen = _connections.Keys.Where(which).ToArray();
        foreach (var connection in chosen) connection.Dispose();
        return chosen.Length;
    }

    /// <summary>Holds back data on some connections.</summary>
    /// <param name="which">Selects open connections.</param>
    /// <param name="answersOnly">Whether requests are forwarded and only responses are held back.</param>
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
            // The listener was closed.
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
