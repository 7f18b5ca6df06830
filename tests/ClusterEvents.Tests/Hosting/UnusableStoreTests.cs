using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ClusterEvents.EventStore.Schema;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>
/// Databases that answer and still cannot be used are refused at the start, over the program's own connections.
/// </summary>
public sealed class UnusableStoreTests
{
    [Fact]
    public async Task A_pooler_that_refuses_the_settings_of_a_session_is_named()
    {
        using var pooler = new TcpListener(IPAddress.Loopback, 0);
        pooler.Start();
        var refusing = RefuseAsync(pooler, "08P01", "unsupported startup parameter: options");

        var refused = await Assert.ThrowsAsync<CannotStartException>(() => StoreCheck.RequireUsableAsync(
            $"Host=127.0.0.1;Port={((IPEndPoint)pooler.LocalEndpoint).Port};Username=x;Database=x;"
            + "SSL Mode=Disable;GSS Encryption Mode=Disable", TestApp.Cancel));

        await refusing;
        Assert.Contains("does not keep a session for each connection", refused.Message, StringComparison.Ordinal);
        Assert.Contains("unsupported startup parameter: options", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_hold_Vietnamese_is_refused()
    {
        var to = new NpgsqlConnectionStringBuilder(await TestStore.NewDatabaseAsync());
        await using var server = NpgsqlDataSource.Create(to.ConnectionString);
        await using var creation = server.CreateCommand(
            $"create database {to.Database}_ascii template template0 encoding 'SQL_ASCII' locale 'C'");
        await creation.ExecuteNonQueryAsync(TestApp.Cancel);
        to.Database += "_ascii";

        var refused = await Assert.ThrowsAsync<CannotStartException>(
            () => StoreCheck.RequireUsableAsync(to.ConnectionString, TestApp.Cancel));

        Assert.Contains("in the encoding SQL_ASCII", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_its_own_is_taken() =>
        await StoreCheck.RequireUsableAsync(await TestStore.NewDatabaseAsync(), TestApp.Cancel);

    /// <summary>
    /// Answers a start-up message with an error, as a server does (PostgreSQL, "Message Formats": ErrorResponse).
    /// </summary>
    private static async Task RefuseAsync(TcpListener pooler, string code, string message)
    {
        using var client = await pooler.AcceptTcpClientAsync(TestApp.Cancel);
        var stream = client.GetStream();
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, TestApp.Cancel);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - length.Length],
            TestApp.Cancel);
        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{code}\0M{message}\0\0");
        BinaryPrimitives.WriteInt32BigEndian(length, length.Length + fields.Length);
        await stream.WriteAsync((byte[])[(byte)'E', .. length, .. fields], TestApp.Cancel);
    }
}
