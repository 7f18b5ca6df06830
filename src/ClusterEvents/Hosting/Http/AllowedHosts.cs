namespace ClusterEvents.Hosting.Http;

/// <summary>
/// The setting <c>AllowedHosts</c>: the host names under which the service is asked, separated by semicolons, such as
/// <c>cluster.example.org;*.example.org</c>. The framework refuses other names if it is set.
/// </summary>
public sealed class AllowedHosts(IConfiguration configuration)
{
    private readonly string[] _names = (configuration["AllowedHosts"] ?? "").Split(
        ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Rejects what is no host name: it would match none, and every request would be refused.</summary>
    /// <exception cref="CannotStartException">The message has the value.</exception>
    public static void RequireNames(IConfiguration configuration)
    {
        foreach (var name in new AllowedHosts(configuration)._names)
            if (name != "*" && Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name)
                == UriHostNameType.Unknown)
                throw new CannotStartException($"AllowedHosts names `{name}`, which is no host name: write names "
                    + "without scheme, port and path, such as cluster.example.org, and `;` between several.");
    }

    /// <summary>Whether the setting names any host.</summary>
    public bool NamesAny => Array.Exists(_names, name => name != "*");

    /// <summary>Whether a name is one of them. A star alone names none.</summary>
    public bool Contains(string host) => Array.Exists(_names, name =>
        name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : name.Equals(host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Forgets a host name that is neither allowed nor of this machine: anyone can send one, and answers must not
    /// contain links to it. They are relative then.
    /// </summary>
    public static void ForgetOthers(WebApplication app)
    {
        var allowed = new AllowedHosts(app.Configuration);
        app.Use(next => http =>
        {
            var host = http.Request.Host;
            if (host.HasValue && !LocalHosts.IsLocal(host.Host) && !allowed.Contains(host.Host))
                http.Request.Host = default;
            return next(http);
        });
    }
}
