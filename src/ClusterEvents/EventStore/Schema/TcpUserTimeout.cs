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
internal static class TcpUserTimeout
{
    /// <summary>How long sent data may stay unacknowledged.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>TCP_USER_TIMEOUT on Linux, in milliseconds; .NET has no constant for it.</summary>
    private const int Tcp = 6, UserTimeout = 18;

    public static void Apply(NpgsqlConnection connection)
    {
        if (IsOverTcp(connection))
            Socket(Connector(connection))
                .SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)Patience.TotalMilliseconds));
    }

    /// <summary>The timeout in effect on a connection; null if the system's default applies.</summary>
    public static TimeSpan? Of(NpgsqlConnection connection)
    {
        if (!IsOverTcp(connection)) return null;
        var milliseconds = new byte[sizeof(int)];
        Socket(Connector(connection)).GetRawSocketOption(Tcp, UserTimeout, milliseconds);
        return TimeSpan.FromMilliseconds(BitConverter.ToInt32(milliseconds));
    }

    private static bool IsOverTcp(NpgsqlConnection connection) =>
        OperatingSystem.IsLinux() && Socket(Connector(connection)).AddressFamily != AddressFamily.Unix;

    /// <summary>Npgsql has settings for keepalives, but does not expose its socket.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket Socket([UnsafeAccessorType(ConnectorType)] object connector);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    [return: UnsafeAccessorType(ConnectorType)]
    private static extern object Connector(NpgsqlConnection connection);

    private const string ConnectorType = "Npgsql.Internal.NpgsqlConnector, Npgsql";
}
