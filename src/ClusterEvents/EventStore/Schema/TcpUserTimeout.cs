using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Detects a database server whose host has vanished, by the socket option TCP_USER_TIMEOUT. Keepalives are not sent
/// while unacknowledged data is in flight: the operating system would retransmit it for a quarter of an hour, although
/// a standby has long been promoted. A live server acknowledges data immediately, however long it then works or waits
/// for a standby.
/// </summary>
/// <remarks>
/// Npgsql has no setting for it and does not expose its socket, so it is reached through a private field. If another
/// version of Npgsql or another system does not allow that, connections open without the option: a vanished server is
/// then detected later, and the log says so once.
/// </remarks>
internal sealed class TcpUserTimeout(ILogger<TcpUserTimeout> log, Func<NpgsqlConnection, Socket>? socketOf = null)
{
    /// <summary>How long sent data may stay unacknowledged.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>TCP_USER_TIMEOUT on Linux, in milliseconds; .NET has no constant for it.</summary>
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
            // Whatever the reason (a renamed field, an unsupported option), the connection itself works.
            if (Interlocked.Exchange(ref _warned, 1) == 0)
                log.LogWarning(
                    "A PostgreSQL server whose host vanishes is noticed only after minutes: TCP_USER_TIMEOUT cannot be "
                    + "set on connections ({Type}: {Reason})", exception.GetType().Name, exception.Message);
        }
    }

    /// <summary>The timeout in effect on a connection; null if the system's default applies.</summary>
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
