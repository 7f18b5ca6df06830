using System.Net;
using System.Net.Sockets;

namespace ClusterEvents.Recording.Http;

/// <summary>Who sends a request: the unit in which limits are counted and security events name the sender.</summary>
/// <param name="Key">The <c>sub</c>, or else the address; they have different prefixes.</param>
/// <param name="IsSignedIn">Whether the request has a valid token.</param>
public readonly record struct Caller(string Key, bool IsSignedIn)
{
    /// <summary>The bytes of an IPv6 address that name a network: one customer has at least a /64.</summary>
    private const int NetworkBytes = 8;

    public static Caller Of(HttpContext http) => http.User.FindFirst("sub") is { } subject
        ? new($"sub {subject.Value}", true) : new($"address {AddressOf(http.Connection.RemoteIpAddress)}", false);

    /// <summary>The IPv4 address, or the /64 of an IPv6 address, of which one sender has all.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
