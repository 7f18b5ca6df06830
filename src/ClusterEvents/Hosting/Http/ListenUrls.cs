using System.Net;
using System.Net.Sockets;

namespace ClusterEvents.Hosting.Http;

/// <summary>The addresses on which the program listens.</summary>
public static class ListenUrls
{
    public const string Default = "http://localhost:5080";

    /// <summary>All addresses that the settings may open; Kestrel's own endpoints replace the others.</summary>
    public static IEnumerable<string> Everywhere(IConfiguration configuration) =>
        Settings(configuration).Select(setting => setting.Url);

    /// <summary>
    /// Rejects malformed addresses. The server would fail with an exception, or listen elsewhere: it replaces a port
    /// that is not a number with 80.
    /// </summary>
    /// <exception cref="CannotStartException">A setting is not an address; the message names it.</exception>
    public static void RequireAddresses(IConfiguration configuration)
    {
        foreach (var (setting, url) in Settings(configuration))
            if (FaultOf(url) is { } fault)
                throw new CannotStartException($"{setting} holds `{url}`, {fault}");
    }

    /// <summary>Fails early if another program listens on an address, before anything is started.</summary>
    /// <exception cref="CannotStartException">An address is in use, or cannot be opened here.</exception>
    public static void RequireFree(IConfiguration configuration)
    {
        foreach (var url in Everywhere(configuration)) RequireOpening(url, mayBeTaken: false);
    }

    /// <summary>
    /// Rejects addresses that are not of this machine, or that its login may not open. Those in use are accepted: it
    /// may be this service that listens there.
    /// </summary>
    /// <exception cref="CannotStartException">The message has the address.</exception>
    public static void RequireOfThisMachine(IConfiguration configuration)
    {
        foreach (var url in Everywhere(configuration)) RequireOpening(url, mayBeTaken: true);
    }

    private static void RequireOpening(string url, bool mayBeTaken)
    {
        // Sockets of Unix and pipes have no port.
        if (IsSocketOrPipe(url) || !Uri.TryCreate(Standing(url), UriKind.Absolute, out var uri)) return;
        // As the server does: a name other than `localhost` stands for all addresses.
        var address = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var known) ? known
            : uri.IsLoopback ? IPAddress.Loopback : IPAddress.Any;
        try
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As the server does: an address in the TIME_WAIT state counts as free.
            if (!OperatingSystem.IsWindows())
                probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Bind(new IPEndPoint(address, uri.Port));
            probe.Listen();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            if (mayBeTaken) return;
            throw new CannotStartException(
                $"{url} is taken: another program listens there. Stop it, or choose another "
                + "address with --urls or ASPNETCORE_URLS.");
        }
        catch (SocketException exception)
        {
            throw new CannotStartException($"{url} cannot be opened ({exception.Message}): "
                + (exception.SocketErrorCode == SocketError.AccessDenied
                    ? "ports below 1024 need a right that this login lacks. Choose another one"
                    : "choose an address of this machine") + " with --urls or ASPNETCORE_URLS.");
        }
    }

    private static IEnumerable<(string Setting, string Url)> Settings(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? ""))
            .Concat(Urls(configuration).Select(
                url => (configuration["urls"] is { Length: > 0 } ? "urls" : "http_ports", url)));

    /// <summary>Why the server would not listen on an address, and what to write; null if it would.</summary>
    private static string? FaultOf(string url)
    {
        // A star or a plus stands for all addresses of the machine.
        if (!Uri.TryCreate(Standing(url), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return $"which is no address: write such as {Default}, and `;` between several.";
        if (IsSocketOrPipe(url)) return null;
        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            return "which is more than scheme, host and port: write such as "
                + $"{Default}, and leave a path to the proxy in front.";
        return uri is { IsLoopback: true, HostNameType: UriHostNameType.Dns, Port: 0 }
            ? "and port 0 of `localhost` would be another one for each of its addresses: write 127.0.0.1 or [::1]."
            : null;
    }

    private static bool IsSocketOrPipe(string url) => url.Contains("://unix:", StringComparison.Ordinal)
        || url.Contains("://pipe:", StringComparison.Ordinal);

    private static string Standing(string url) => url.Replace("://*", "://all", StringComparison.Ordinal)
        .Replace("://+", "://all", StringComparison.Ordinal);

    /// <summary>The addresses with TLS that name no certificate of their own.</summary>
    public static IEnumerable<string> WithoutCertificate(IConfiguration configuration)
    {
        IConfigurationSection[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren()];
        // Kestrel's own endpoints replace the others.
        return (endpoints.Length > 0
            ? endpoints.Where(endpoint => !ServerCertificates.HasOwn(endpoint))
                .Select(endpoint => endpoint["Url"] ?? "")
            : Urls(configuration)).Where(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The configured addresses, or the default.</summary>
    public static string[] Urls(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Container images configure only the ports, on all addresses.
        string[] ports = [.. (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];
        return ports.Length > 0 ? [.. ports.Select(port => $"http://*:{port}")] : [Default];
    }
}
