namespace ClusterEvents.Hosting;

/// <summary>The addresses that the program listens on.</summary>
public static class Listening
{
    public const string Default = "http://localhost:5080";

    /// <summary>Every address that the settings may open; Kestrel's own endpoints take the place of the others.</summary>
    public static IEnumerable<string> Everywhere(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "")
            .Concat(Urls(configuration));

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
