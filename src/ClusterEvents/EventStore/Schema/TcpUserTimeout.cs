using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Gives up a server whose host has vanished. Keepalives are sent only where no answer to what was sent is missing: to
/// whom a statement was under way, the operating system sends it again and again for a quarter of an hour, and nothing
/// would be recorded, though a standby has long been promoted. A server that lives takes what it is sent at once,
/// however long it then works, or waits for a standby, before it answers.
/// </summary>
/// <remarks>
/// Npgsql has no setting for it and does not expose its socket, so that it is reached through a private field. Where
/// another version of Npgsql or another system does not allow that, connections open without the option: a server that
/// vanishes is then noticed later, and the log says so once.
/// </remarks>
internal sealed class TcpUserTimeout(ILogger<TcpUserTimeout> log, Func<NpgsqlConnection, Socket>? socketOf = null)
{
    /// <summary>For how long a server may leave unacknowledged what it was sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>TCP_USER_TIMEOUT of Linux, in milliseconds; .NET has no name for it.</summary>
    private const int Tcp = 6, UserTimeout = 18;

    private readonly Func<NpgsqlConnection, Socket> _socketOf = socketOf ?? SocketOf;
    private int _warned;

    /// <summary>Sets the option on a connection that is about to be used; never fails.</summary>
    public void Apply(NpgsqlConnection connection)
    {
        try
        {
            if (OperatingSystem.IsLinux() && _socketOf(connection) is { AddressFamily: not AddressFamily.Unix } socket)
                socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)Patience.TotalMilliseconds));
        }
        catch (Exception exception)
        {
            // Whatever it is – a field that was renamed, an option that a kernel refuses –, the connection is good.
            if (Interlocked.Exchange(ref _warned, 1) == 0)
                log.LogWarning(
                    "A PostgreSQL server whose host vanishes is noticed only after minutes: TCP_USER_TIMEOUT cannot be "
                    + "set on connections ({Type}: {Reason})", exception.GetType().Name, exception.Message);
        }
    }

    /// <summary>After what silence a server is given up; null where the system decides.</summary>
    public static TimeSpan? Of(NpgsqlConnection connection)
    {
        if (!OperatingSystem.IsLinux() || SocketOf(connection) is { AddressFamily: AddressFamily.Unix }) return null;
        var milliseconds = new byte[sizeof(int)];
        SocketOf(connection).GetRawSocketOption(Tcp, UserTimeout, milliseconds);
        return TimeSpan.FromMilliseconds(BitConverter.ToInt32(milliseconds));
    }

    /// <summary>The socket of an open connection.</summary>
    internal static Socket SocketOf(NpgsqlConnection connection) => Socket(Connector(connection));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket Socket([UnsafeAccessorType(ConnectorType)] object connector);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    [return: UnsafeAccessorType(ConnectorType)]
    private static extern object Connector(NpgsqlConnection connection);

    private const string ConnectorType = "Npgsql.Internal.NpgsqlConnector, Npgsql";
}
