using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// The settings of this program. A misspelt setting would be ignored silently: with
/// <c>ConnectionString__ClusterEvents</c> the program would record into a private store.
/// </summary>
internal static class KnownSettings
{
    /// <summary>Sections, with the names in them; a section without names takes any.</summary>
    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authentication"] =
        [
            "Authority", "Audience", "PublicReading", "RoleClaim", "NameClaim", "ClientId", "ClientSecret", "Scope",
            // Read by ASP.NET Core itself.
            "Schemes", "DefaultScheme",
        ],
        ["ConnectionStrings"] = ["ClusterEvents", "Reads"],
        ["Deadlines"] = ["Grace", "Watch"],
        ["Kafka"] = ["BootstrapServers", "Client", "Topic", "Types"],
        ["Limits"] =
        [
            "AnonymousShare", "BodyBytesPerSecond", "Connections", "ConnectionsEach", "Followers", "FollowersEach",
            "ImportPause", "ImportTime", "Imports", "ImportsEach", "RecordingsAtOnce", "RecordingsEach",
            "RequestsAtOnce", "RequestsEach", "RequestsWaiting", "Streams", "StreamsEach", "Waits", "WaitsEach",
        ],
        ["Log"] = ["Key", "KeyFolder", "Origin", "Quorum", "Witnesses"],
        ["Nodes"] = ["Single"],
        ["Proxies"] = [],
        ["Seeds"] = ["Demonstration", "Load"],
        ["Store"] = ["Migrate"],
        ["Timelines"] = ["Heartbeat"],
        ["WebhookRetries"] = [],
        ["Webhooks"] = [],
    };

    /// <summary>Sections that ASP.NET Core and .NET read.</summary>
    private static readonly HashSet<string> OfLibraries =
        new(["Kestrel", "Logging", "Metrics", "HostOptions"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The number of letters by which a name may differ to be taken for a misspelt one.</summary>
    private const int Near = 2;

    /// <summary>Refuses settings that nothing reads, and names the one that was probably meant.</summary>
    /// <exception cref="CannotStartException">The message names each of them.</exception>
    public static void RequireKnown(IConfiguration configuration)
    {
        string[] faults = [.. configuration.GetChildren().SelectMany(Faults)];
        if (faults.Length > 0) throw new CannotStartException(string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<string> Faults(IConfigurationSection section)
    {
        if (OfLibraries.Contains(section.Key) || !section.GetChildren().Any()) yield break;
        if (!Sections.TryGetValue(section.Key, out var names))
        {
            // Other programs may have settings of their own in the same environment.
            if (Nearest(section.Key, Sections.Keys) is not { } meant) yield break;
            foreach (var child in section.GetChildren())
                yield return Fault($"{section.Key}__{child.Key}", $"{meant}__{child.Key}");
            yield break;
        }

        if (names.Length == 0) yield break;
        foreach (var child in section.GetChildren())
            if (!names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                yield return Fault($"{section.Key}__{child.Key}",
                    Nearest(child.Key, names) is { } meant ? $"{section.Key}__{meant}" : null);
    }

    private static string Fault(string setting, string? meant) => $"{setting} is no setting of this program. "
        + (meant is null ? "Remove it, or look in the README for the one that is meant." : $"Is {meant} meant?");

    private static string? Nearest(string name, IEnumerable<string> names) =>
        names.Select(one => (Name: one, Away: EditDistance.Of(name.ToUpperInvariant(), one.ToUpperInvariant())))
            .Where(one => one.Away <= Near).OrderBy(one => one.Away).Select(one => one.Name).FirstOrDefault();
}
