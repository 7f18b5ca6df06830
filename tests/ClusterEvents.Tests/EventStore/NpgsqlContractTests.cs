using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Tests.Recording.Shapes;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>The private socket of Npgsql, and what happens where it cannot be reached.</summary>
public sealed class NpgsqlContractTests
{
    [Fact]
    public async Task Socket_of_NpgsqlConnector_is_the_one_of_the_connection()
    {
        await using var connection = new NpgsqlConnection(await TestStore.NewDatabaseAsync());
        await connection.OpenAsync(TestApp.Cancel);

        var failure = Record.Exception(() => Assert.Equal(
            connection.Port, ((IPEndPoint)TcpUserTimeout.SocketOf(connection).RemoteEndPoint!).Port));

        Assert.True(failure is null,
            "Npgsql no longer holds its socket in NpgsqlConnector._socket, behind NpgsqlConnection.Connector. "
            + "TCP_USER_TIMEOUT is not set any more: a server that vanishes is noticed after a quarter of an hour. "
            + $"Name the new members in TcpUserTimeout. ({failure})");
    }

    public static TheoryData<string, Func<NpgsqlConnection, Socket>> Failures => new()
    {
        { nameof(MissingFieldException), connection => Gone(connection) },
        { nameof(MissingMethodException), connection => Removed(connection) },
        { nameof(TypeLoadException), connection => throw new TypeLoadException("a type that was renamed") },
        { nameof(SocketException), connection => throw new SocketException((int)SocketError.OperationNotSupported) },
        { nameof(ObjectDisposedException), _ => Disposed() },
        { nameof(InvalidCastException), connection => (Socket)(object)connection },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_connection_opens_also_where_the_socket_cannot_be_reached_and_the_log_says_so_once(
        string failure, Func<NpgsqlConnection, Socket> socketOf)
    {
        var log = new LogRecorder<TcpUserTimeout>();
        var timeout = new TcpUserTimeout(log, socketOf);
        var source = new NpgsqlDataSourceBuilder(await TestStore.NewDatabaseAsync());
        source.UsePhysicalConnectionInitializer(timeout.Apply, connection =>
        {
            timeout.Apply(connection);
            return Task.CompletedTask;
        });
        await using var database = source.Build();

        await using var first = await database.OpenConnectionAsync(TestApp.Cancel);
        await using var second = await database.OpenConnectionAsync(TestApp.Cancel);

        await using var query = new NpgsqlCommand("select 1", second);
        Assert.Equal(1, await query.ExecuteScalarAsync(TestApp.Cancel));
        var line = Assert.Single(log.Lines);
        Assert.StartsWith("Warning: ", line, StringComparison.Ordinal);
        Assert.Contains("TCP_USER_TIMEOUT", line, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux()) Assert.Contains(failure, line, StringComparison.Ordinal);
    }

    private static Socket Disposed()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Dispose();
        return socket;
    }

    /// <summary>Fields and methods that Npgsql does not have, as one that another version has renamed.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gone")]
    private static extern ref Socket Gone(NpgsqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Removed")]
    private static extern Socket Removed(NpgsqlConnection connection);
}
