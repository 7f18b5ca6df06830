using System.Net;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Connections;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Limits open connections, for each address and in all. A connection that comes when there is no place takes the place
/// of the one that has been silent longest, or else of the one that has been idle longest since its last request:
/// silent connections keep nobody out. If all are busy, a few more are kept for health alone.
/// </summary>
/// <param name="all">The connections in all.</param>
/// <param name="each">Those of one address.</param>
/// <param name="isShared">Whether an address stands for many callers, such as that of a proxy.</param>
public sealed class ConnectionPlaces(int all, int each, Func<IPAddress, bool> isShared)
{
    /// <summary>The connections beyond the limit, which are answered about health.</summary>
    private const int Reserve = 64;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, Group> _addresses = [];
    private readonly Group _all = new(all);
    private readonly Group _reserved = new(Reserve);

    /// <summary>Serves a connection in a place, which is given back when it ends.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = Take(connection);
        connection.Features.Set(place);
        try
        {
            await next(connection);
        }
        finally
        {
            GiveBack(place);
        }
    }

    private ConnectionPlace Take(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var key = address is null || isShared(address) ? null : Caller.AddressOf(address);
        ConnectionPlace? closed = null;
        ConnectionPlace place;
        lock (_turn)
        {
            var own = key is null ? null : _addresses.GetValueOrDefault(key, new(each));
            Group[] groups = own is null ? [_all] : [own, _all];
            // An address at its limit gives up a connection of its own, which makes room among all as well.
            if (Array.Find(groups, group => group.IsFull) is { } full)
            {
                closed = full.LongestIdle;
                if (closed is null)
                {
                    groups = [_reserved];
                    closed = _reserved.IsFull ? _reserved.LongestIdle : null;
                }
            }

            if (closed is not null) Leave(closed);
            place = new(this, connection, key, groups, isReserved: groups[0] == _reserved);
            foreach (var group in groups) group.Add(place);
            if (key is not null && groups.Contains(own)) _addresses[key] = own!;
        }

        closed?.Close();
        return place;
    }

    private void GiveBack(ConnectionPlace place)
    {
        lock (_turn) Leave(place);
    }

    private void Leave(ConnectionPlace place)
    {
        foreach (var group in place.Groups) group.Remove(place);
        if (place.Address is { } address && _addresses.TryGetValue(address, out var own) && own.Count == 0)
            _addresses.Remove(address);
    }

    /// <summary>Marks whether a request is under way on a connection.</summary>
    internal void Count(ConnectionPlace place, int requests)
    {
        lock (_turn)
        {
            var wasIdle = place.Requests == 0;
            place.Requests += requests;
            if (wasIdle == (place.Requests == 0)) return;
            foreach (var group in place.Groups) group.Move(place);
        }
    }

    /// <summary>The connections that share a limit, and those among them without a request under way.</summary>
    internal sealed class Group(int most)
    {
        private readonly Dictionary<ConnectionPlace, LinkedListNode<ConnectionPlace>> _nodes = [];

        /// <summary>Those that never sent a request, longest silent first.</summary>
        private readonly LinkedList<ConnectionPlace> _silent = [];

        /// <summary>Those whose requests are answered, longest idle first.</summary>
        private readonly LinkedList<ConnectionPlace> _idle = [];

        public int Count => _nodes.Count;

        public bool IsFull => _nodes.Count >= most;

        /// <summary>The connection to close for another; null if all are busy.</summary>
        public ConnectionPlace? LongestIdle => (_silent.First ?? _idle.First)?.Value;

        public void Add(ConnectionPlace place) => _nodes[place] = _silent.AddLast(place);

        public void Remove(ConnectionPlace place)
        {
            if (_nodes.Remove(place, out var node)) node.List?.Remove(node);
        }

        /// <summary>Adds a connection to the idle ones, or takes it out.</summary>
        public void Move(ConnectionPlace place)
        {
            if (!_nodes.TryGetValue(place, out var node)) return;
            node.List?.Remove(node);
            if (place.Requests == 0) _idle.AddLast(node);
        }
    }
}

/// <summary>An open connection.</summary>
internal sealed class ConnectionPlace(
    ConnectionPlaces places, ConnectionContext connection, string? address,
    IReadOnlyList<ConnectionPlaces.Group> groups, bool isReserved)
{
    public string? Address => address;

    public IReadOnlyList<ConnectionPlaces.Group> Groups => groups;

    /// <summary>Whether it is beyond the limit, and answered about health alone.</summary>
    public bool IsReserved => isReserved;

    /// <summary>The number of requests under way.</summary>
    public int Requests { get; set; }

    public void Begin() => places.Count(this, 1);

    public void End() => places.Count(this, -1);

    public void Close() => connection.Abort(new ConnectionAbortedException("Another connection needs the place."));
}
