namespace ClusterEvents.Hosting.Composition;

/// <summary>Tells settings of the host apart from the command and its own arguments.</summary>
public static class CommandLine
{
    private static readonly string[] HostSettings = ["data", "urls", "environment"];

    /// <summary>
    /// Splits the arguments: <c>--data x</c>, <c>--urls=x</c>, <c>--Section:Key x</c> and the like are settings
    /// wherever they stand; the rest is the command.
    /// </summary>
    /// <exception cref="CannotStartException">A setting has no value; its default may not be meant.</exception>
    public static (string[] Settings, string[] Command) Split(string[] args)
    {
        var (settings, command) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!IsSetting(parts[0]))
            {
                command.Add(args[i]);
                continue;
            }

            var value = parts is [_, var given] ? given
                : i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            // Only a setting of a section may be emptied: nobody means an empty folder, address or environment.
            if (value is null || (value is "" && !parts[0].Contains(':', StringComparison.Ordinal)))
                throw new CannotStartException($"{parts[0]} needs a value: write {parts[0]} <value>.");
            settings.Add($"{parts[0]}={value}");
        }

        // Whoever writes EXPORT means export, and what is done for it.
        if (command is [var name, ..]) command[0] = name.ToLowerInvariant();
        return ([.. settings], [.. command]);
    }

    private static bool IsSetting(string name) => name.StartsWith("--", StringComparison.Ordinal)
        && (name.Contains(':', StringComparison.Ordinal)
            || HostSettings.Contains(name[2..], StringComparer.OrdinalIgnoreCase));

    public static WebApplicationOptions Options(string[] settings) => new()
    {
        Args = settings,
        // Settings and seeds lie beside the program, wherever it is started from.
        ContentRootPath = AppContext.BaseDirectory,
        // The host itself knows ASPNETCORE_ENVIRONMENT alone.
        EnvironmentName = settings.Any(s => s.StartsWith("--environment", StringComparison.OrdinalIgnoreCase)) ? null
            : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
              ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
    };

    /// <summary>Whether the program serves, rather than doing one thing and ending.</summary>
    public static bool Serves(string[] command) => command is [] or ["run"];

    /// <summary>Whether the program is asked to tell of its commands, which it does as it is.</summary>
    public static bool AsksForHelp(string[] command) => command is ["help" or "?", ..];

    /// <summary>Whether the command works without a store.</summary>
    public static bool NeedsNoStore(string[] command) => command is ["codegen", ..];

    /// <summary>
    /// Whether the command makes a private store where there is none. For whoever reads, a folder without one is a
    /// mistake, and an empty record would be the answer to another question.
    /// </summary>
    public static bool MakesStore(string[] command) => command is [] or ["run" or "seed" or "import" or "db-apply", ..];

    /// <summary>
    /// Whether the command takes the store as it finds it: what is there to read a record must not change it, whichever
    /// version of the program that is from.
    /// </summary>
    public static bool LeavesSchema(string[] command) => command is ["audit" or "export" or "replay", ..];
}
