using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// The settings of this program. A misspelt setting would be ignored silently: with
/// <c>ConnectionString__ClusterEvents</c> the program would record into a private store.
/// </summary>
internal static class KnownSettings
{
    /// <summary>The number of letters by which a name may differ to be taken for a misspelt one.</summary>
    private const int Near = 2;

    private static readonly SettingNode Types = SettingNode.ListOf(SettingKind.Text);

    private static readonly SettingNode Levels = SettingNode.ListOf(SettingKind.Level);

    /// <summary>Sections that a name near to them is probably meant to be, with what is in them.</summary>
    private static readonly Dictionary<string, SettingNode> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authentication"] = SettingNode.Of(
            (SettingKind.Text,
                ["Authority", "Audience", "RoleClaim", "NameClaim", "ClientId", "ClientSecret", "Scope"]),
            (SettingKind.Flag, ["PublicReading"]),
            // Read by ASP.NET Core itself.
            (SettingKind.Any, ["Schemes", "DefaultScheme"])),
        ["ConnectionStrings"] = SettingNode.Of((SettingKind.Text, ["ClusterEvents", "Reads"])),
        ["Deadlines"] = SettingNode.Of((SettingKind.Time, ["Grace"]), (SettingKind.Flag, ["Watch"])),
        ["Kafka"] = SettingNode.Of((SettingKind.Text, ["BootstrapServers", "Topic"]), (SettingKind.Any, ["Client"]))
            .With("Types", Types),
        ["Limits"] = SettingNode.Of(
            (SettingKind.Number,
            [
                "AnonymousShare", "BodyBytesPerSecond", "Connections", "ConnectionsEach", "Followers", "FollowersEach",
                "Imports", "ImportsEach", "RecordingsAtOnce", "RecordingsEach", "RequestsAtOnce", "RequestsEach",
                "RequestsWaiting", "Streams", "StreamsEach", "Waits", "WaitsEach",
            ]),
            (SettingKind.Time, ["ImportPause", "ImportTime"])),
        ["Log"] = SettingNode.Of((SettingKind.Text, ["Key", "KeyFolder", "Origin"]), (SettingKind.Number, ["Quorum"]))
            .With("Witnesses", SettingNode.ListOf(SettingNode.Of((SettingKind.Text, ["Key", "Url"])))),
        ["Nodes"] = SettingNode.Of((SettingKind.Flag, ["Single"])),
        ["Proxies"] = SettingNode.ListOf(SettingKind.Text),
        ["Seeds"] = SettingNode.Of((SettingKind.Flag, ["Demonstration", "Load"])),
        ["Store"] = SettingNode.Of((SettingKind.Flag, ["Migrate"])),
        ["Timelines"] = SettingNode.Of((SettingKind.Time, ["Heartbeat"])),
        ["WebhookRetries"] = SettingNode.ListOf(SettingKind.Time),
        ["Webhooks"] = SettingNode.ListOf(SettingNode.Of((SettingKind.Text, ["Url", "Secret"])).With("Types", Types)),
    };

    /// <summary>Sections that ASP.NET Core and .NET read.</summary>
    private static readonly HashSet<string> OfLibraries =
        new(["Kestrel", "Logging", "Metrics", "HostOptions"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings outside of sections whose misspelling would be ignored.</summary>
    private static readonly string[] Alone =
    [
        "AllowedHosts", "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "ASPNETCORE_URLS",
        "DOTNET_ENVIRONMENT", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS",
        "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_METRIC_EXPORT_INTERVAL",
        "OTEL_RESOURCE_ATTRIBUTES", "OTEL_SERVICE_NAME", "OTEL_TRACES_SAMPLER",
    ];

    /// <summary>Names of others that are near to one of those.</summary>
    private static readonly string[] OfOthers = ["ASPNETCORE_HTTPS_PORT"];

    /// <summary>
    /// Refuses settings that nothing reads, and names the one that was probably meant; and values of another kind.
    /// </summary>
    /// <exception cref="CannotStartException">The message names each of them.</exception>
    public static void RequireKnown(IConfiguration configuration)
    {
        string[] faults = [.. FaultsOf(configuration).Select(fault => fault.Sentence)];
        if (faults.Length > 0) throw new CannotStartException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>All faults of names and kinds.</summary>
    public static IReadOnlyList<SettingFault> FaultsOf(IConfiguration configuration) =>
        [.. configuration.GetChildren().SelectMany(Faults), .. LevelFaults(configuration.GetSection("Logging"))];

    private static IEnumerable<SettingFault> Faults(IConfigurationSection section)
    {
        if (Sections.TryGetValue(section.Key, out var known)) return known.Faults(section);
        if (OfLibraries.Contains(section.Key)) return [];
        if (!section.GetChildren().Any())
            return !Alone.Concat(OfOthers).Contains(section.Key, StringComparer.OrdinalIgnoreCase)
                && Nearest(section.Key, Alone) is { } alone ? [SettingFault.Unknown(section, alone)] : [];
        // Other programs may have settings of their own in the same environment.
        return Nearest(section.Key, Sections.Keys) is { } meant
            ? section.GetChildren().Select(child => SettingFault.Unknown(child, $"{meant}__{child.Key}")) : [];
    }

    /// <summary>Levels of the log by category: a misspelt one would end the program with an exception.</summary>
    private static IEnumerable<SettingFault> LevelFaults(IConfigurationSection logging) =>
        logging.GetChildren().Prepend(logging).SelectMany(one => Levels.Faults(one.GetSection("LogLevel")));

    /// <summary>The name that is nearest to a misspelt one; null if none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> names) =>
        names.Select(one => (Name: one, Away: EditDistance.Of(name.ToUpperInvariant(), one.ToUpperInvariant())))
            .Where(one => one.Away <= Near).OrderBy(one => one.Away).Select(one => one.Name).FirstOrDefault();
}
