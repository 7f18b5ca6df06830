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
internal static class TcpUserTimeout
{
    /// <summary>For how long a server may leave unacknowledged what it was sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>TCP_USER_TIMEOUT of Linux, in milliseconds; .NET has no name for it.</summary>
    private const int Tcp = 6, UserTimeout = 18;

    public static void Apply(NpgsqlConnection connection)
    {
        if (IsOverTcp(connection))
            Socket(Connector(connection))
                .SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)Patience.TotalMilliseconds));
    }

    /// <summary>After what silence a server is given up; null where the system decides.</summary>
    public static TimeSpan? Of(NpgsqlConnection connection)
    {
        if (!IsOverTcp(connection)) return null;
        var milliseconds = new byte[sizeof(int)];
        Socket(Connector(connection)).GetRawSocketOption(Tcp, UserTimeout, milliseconds);
        return TimeSpan.FromMilliseconds(BitConverter.ToInt32(milliseconds));
    }

    private static bool IsOverTcp(NpgsqlConnection connection) =>
        OperatingSystem.IsLinux() && Socket(Connector(connection)).AddressFamily != AddressFamily.Unix;

    /// <summary>Npgsql has settings for keepalives, and lends its socket to nobody.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket Socket([UnsafeAccessorType(ConnectorType)] object connector);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    [return: UnsafeAccessorType(ConnectorType)]
    private static extern object Connector(NpgsqlConnection connection);

    private const string ConnectorType = "Npgsql.Internal.NpgsqlConnector, Npgsql";
}
