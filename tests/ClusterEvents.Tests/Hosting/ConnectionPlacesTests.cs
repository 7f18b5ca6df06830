using System.Net;
using System.Net.Sockets;
using System.Text;
using ClusterEvents.Hosting.Http;
using Microsoft.AspNetCore.Connections;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>Connections that nobody can use up.</summary>
public sealed class ConnectionPlacesTests
{
    [Fact]
    public async Task Silent_connections_keep_nobody_out()
    {
        await using var app = TestApp.With(new() { ["Limits:Connections"] = "3" });
        await app.InitializeAsync();
        var silent = new List<TcpClient>();
        for (var i = 0; i < 8; i++)
        {
            silent.Add(new());
            await silent[i].ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port, TestApp.Cancel);
        }

        // The one that has been silent longest gave up its place.
        Assert.True(await IsClosedAsync(silent[0]));
        Assert.Equal("live", (string)(await app.GetAsync("/health/live")).Expect(HttpStatusCode.OK).Json["status"]!);
        (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);
        foreach (var client in silent) client.Dispose();
    }

    [Fact]
    public async Task If_all_connections_are_busy_health_is_answered_and_nothing_else()
    {
        await using var app = TestApp.With(new() { ["Limits:Connections"] = "1" });
        await app.InitializeAsync();
        using var busy = await RawRequest.BeginAsync(
            app, "/v1/meetings", "application/json", ("Expect", "100-continue"));
        // One that is not read yet would give up its place; one whose body comes too slowly, a little later.
        await busy.ContinuedAsync();
        await busy.SendAsync($"{{{new string(' ', 1 << 19)}");
        async Task<string> AskAsync(string path)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port, TestApp.Cancel);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), TestApp.Cancel);
            // The connection is closed after the answer.
            return await new StreamReader(client.GetStream()).ReadToEndAsync(TestApp.Cancel);
        }

        var refused = await AskAsync("/v1/cities");

        Assert.StartsWith("HTTP/1.1 429", refused, StringComparison.Ordinal);
        Assert.Contains("too-many-requests", refused, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 1", refused, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync("/health/live"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_address_uses_its_own_places_and_no_others()
    {
        var places = new ConnectionPlaces(all: 4, each: 2, IPAddress.IsLoopback);
        await using var first = Open(places, "192.0.2.1");
        await using var second = Open(places, "192.0.2.1");
        await using var other = Open(places, "192.0.2.2");

        await using var third = Open(places, "192.0.2.1");

        Assert.Equal((true, false, false, false), (first.IsClosed, second.IsClosed, other.IsClosed, third.IsClosed));
    }

    [Fact]
    public async Task A_network_of_one_sender_is_one_address()
    {
        var places = new ConnectionPlaces(all: 4, each: 1, IPAddress.IsLoopback);
        await using var first = Open(places, "2001:db8:1:2::1");

        await using var second = Open(places, "2001:db8:1:2::2");

        Assert.True(first.IsClosed);
    }

    [Fact]
    public async Task A_busy_connection_is_not_closed_for_another()
    {
        var places = new ConnectionPlaces(all: 2, each: 2, IPAddress.IsLoopback);
        await using var busy = Open(places, "192.0.2.1");
        await using var idle = Open(places, "192.0.2.2");
        busy.Place.Begin();

        await using var one = Open(places, "192.0.2.3");
        one.Place.Begin();
        await using var reserved = Open(places, "192.0.2.4");

        Assert.Equal((false, true, false), (busy.IsClosed, idle.IsClosed, one.IsClosed));
        Assert.Equal((false, true), (one.Place.IsReserved, reserved.Place.IsReserved));
    }

    [Fact]
    public async Task A_silent_connection_is_closed_before_one_that_was_used()
    {
        var places = new ConnectionPlaces(all: 2, each: 2, IPAddress.IsLoopback);
        await using var used = Open(places, "192.0.2.1");
        used.Place.Begin();
        used.Place.End();
        await using var silent = Open(places, "192.0.2.2");

        await using var other = Open(places, "192.0.2.3");
        Assert.Equal((true, false), (silent.IsClosed, used.IsClosed));

        other.Place.Begin();
        await using var another = Open(places, "192.0.2.4");
        Assert.Equal((true, false), (used.IsClosed, another.Place.IsReserved));
    }

    [Fact]
    public async Task Addresses_that_stand_for_many_callers_have_no_limit_of_their_own()
    {
        var places = new ConnectionPlaces(all: 3, each: 1, IPAddress.IsLoopback);
        await using var first = Open(places, "127.0.0.1");
        await using var second = Open(places, "127.0.0.1");

        Assert.False(first.IsClosed);
    }

    /// <summary>Waits for the end of a connection, which the service resets.</summary>
    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], TestApp.Cancel) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static Opened Open(ConnectionPlaces places, string address) => new(places, address);

    /// <summary>A connection that is served until the test is over.</summary>
    private sealed class Opened : IAsyncDisposable
    {
        private readonly Connection _connection = new();
        private readonly TaskCompletionSource _ended = new();
        private readonly Task _serving;

        public Opened(ConnectionPlaces places, string address)
        {
            _connection.RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1);
            _serving = places.ServeAsync(_connection, _ => _ended.Task);
        }

        public ConnectionPlace Place => _connection.Features.Get<ConnectionPlace>()!;

        public bool IsClosed => _connection.IsAborted;

        public async ValueTask DisposeAsync()
        {
            _ended.SetResult();
            await _serving;
            await _connection.DisposeAsync();
        }
    }

    private sealed class Connection : DefaultConnectionContext
    {
        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
