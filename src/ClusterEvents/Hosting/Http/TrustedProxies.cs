using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// The setting <c>Proxies</c>: the addresses and networks of proxies in front of the service, whose headers
/// <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Prefix</c> are believed. Anyone else could name
/// any address in them.
/// </summary>
public sealed class TrustedProxies
{
    private const string ByAnyone = "ForwardedHeaders_Enabled";

    private readonly List<IPAddress> _addresses = [];
    private readonly List<System.Net.IPNetwork> _networks = [];

    private TrustedProxies()
    {
    }

    /// <exception cref="CannotStartException">
    /// A value is neither an address nor a network, or the headers of anyone were to be believed.
    /// </exception>
    public static TrustedProxies Of(IConfiguration configuration)
    {
        if (configuration.GetValue(ByAnyone, false))
            throw new CannotStartException(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes the forwarded headers of anyone: remove it, and name the "
                + "proxies, such as Proxies__0=10.0.0.5 or Proxies__0=10.0.0.0/24.");
        var proxies = new TrustedProxies();
        foreach (var setting in configuration.GetSection("Proxies").GetChildren())
            if (IPAddress.TryParse(setting.Value, out var address)) proxies._addresses.Add(address);
            else if (System.Net.IPNetwork.TryParse(setting.Value, out var network)) proxies._networks.Add(network);
            else
                throw new CannotStartException($"Proxies__{setting.Key} is `{setting.Value}`: it must be an address or "
                    + "a network, such as 10.0.0.5 or 10.0.0.0/24.");
        return proxies;
    }

    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return _addresses.Contains(address) || _networks.Any(network => network.Contains(address));
    }

    /// <summary>Takes the client's address, scheme and base path from the headers of the proxies.</summary>
    public static void Use(WebApplication app)
    {
        var proxies = Of(app.Configuration);
        if (proxies._addresses.Count + proxies._networks.Count == 0) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedPrefix,
            // Several proxies in a row each add an address; the walk ends at the first that is not trusted.
            ForwardLimit = null,
        };
        // Loopback is trusted by default.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in proxies._addresses) options.KnownProxies.Add(address);
        foreach (var network in proxies._networks) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
        app.Use(next => http =>
        {
            // Proxies often name it with the slash of their own setting: `/su-kien/` is the prefix `/su-kien`. Two
            // slashes at its beginning would make another host of it.
            if (http.Request.PathBase.Value is { Length: > 0 } prefix)
                http.Request.PathBase = prefix.Trim('/') is { Length: > 0 } named ? $"/{named}" : PathString.Empty;
            return next(http);
        });
    }
}
