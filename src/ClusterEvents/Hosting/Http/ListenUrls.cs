using System.Net;
using System.Net.Sockets;
using ClusterEvents.Hosting.Composition;

namespace ClusterEvents.Hosting.Http;

/// <summary>The addresses that the program listens on.</summary>
public static class ListenUrls
{
    public const string Default = "http://localhost:5080";

    /// <summary>
    /// Every address that the settings may open; Kestrel's own endpoints take the place of the others.
    /// </summary>
    public static IEnumerable<string> Everywhere(IConfiguration configuration) =>
        Settings(configuration).Select(setting => setting.Url);

    /// <summary>
    /// Refuses what is no address. The server would end in an exception, or open another one: of a port that is no
    /// number it makes 80.
    /// </summary>
    /// <exception cref="CannotStartException">A setting holds none; the message names it.</exception>
    public static void RequireAddresses(IConfiguration configuration)
    {
        foreach (var (setting, url) in Settings(configuration))
            if (!IsAddress(url))
                throw new CannotStartException($"{setting} holds `{url}`, which is no address: write such as "
                    + $"{Default}, and `;` between several.");
    }

    /// <summary>Refuses to start where another program listens already, before anything else is begun.</summary>
    /// <exception cref="CannotStartException">An address is taken.</exception>
    public static void RequireFree(IConfiguration configuration)
    {
        foreach (var url in Everywhere(configuration))
        {
            // Whom a name stands for, the server itself tells best.
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Port <= 0) continue;
            var address = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var known) ? known : IPAddress.Loopback;
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As the server does: an address that was left a moment ago is free.
            if (!OperatingSystem.IsWindows())
                probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            try
            {
                probe.Bind(new IPEndPoint(address, uri.Port));
                probe.Listen();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new CannotStartException(
                    $"{url} is taken: another program listens there. Stop it, or choose another "
                    + "address with --urls or ASPNETCORE_URLS.");
            }
            catch (SocketException)
            {
                // Whatever else is wrong with it shows when the server opens it.
            }
        }
    }

    private static IEnumerable<(string Setting, string Url)> Settings(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? ""))
            .Concat(Urls(configuration).Select(
                url => (configuration["urls"] is { Length: > 0 } ? "urls" : "http_ports", url)));

    /// <summary>A star or a plus stands for every address of the machine.</summary>
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("://*", "://all", StringComparison.Ordinal)
            .Replace("://+", "://all", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";

    /// <summary>The configured addresses, or the default one.</summary>
    public static string[] Urls(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Containers say only which ports to open, on every address.
        string[] ports = [.. (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];
        return ports.Length > 0 ? [.. ports.Select(port => $"http://*:{port}")] : [Default];
    }
}
