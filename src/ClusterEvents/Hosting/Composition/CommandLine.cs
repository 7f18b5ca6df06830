namespace ClusterEvents.Hosting.Composition;

/// <summary>Separates host settings from the command and its arguments.</summary>
public static class CommandLine
{
    private static readonly string[] HostSettings = ["data", "urls", "environment"];
    private static readonly string[] Helps = ["--help", "-h", "-?"];

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
            // Only the setting of a section may be empty: an empty folder, address or environment is a mistake.
            if (value is null || (value is "" && !parts[0].Contains(':', StringComparison.Ordinal)))
                throw new CannotStartException($"{parts[0]} needs a value: write {parts[0]} <value>.");
            settings.Add($"{parts[0]}={value}");
        }

        // Command names are case-insensitive.
        if (command is [var name, ..]) command[0] = name.ToLowerInvariant();
        return ([.. settings], Helps.Any(command.Contains) ? HelpOf(command) : [.. command]);
    }

    /// <summary>Wherever `--help` stands, it asks for the help of the command, or for the list of them.</summary>
    private static string[] HelpOf(List<string> command) =>
        ["help", .. command.Where(word => !word.StartsWith('-') && word is not "help").Take(1)];

    private static bool IsSetting(string name) => name.StartsWith("--", StringComparison.Ordinal)
        && (name.Contains(':', StringComparison.Ordinal)
            || HostSettings.Contains(name[2..], StringComparer.OrdinalIgnoreCase));

    public static WebApplicationOptions Options(string[] settings, params string[] command) => new()
    {
        Args = settings,
        // Settings and seeds are beside the program, whatever the working directory.
        ContentRootPath = AppContext.BaseDirectory,
        // By itself the host reads only ASPNETCORE_ENVIRONMENT.
        EnvironmentName = settings.Any(s => s.StartsWith("--environment", StringComparison.OrdinalIgnoreCase)) ? null
            : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
              ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
              // The demonstration needs no issuer, so it runs in Development, as `dotnet run` does.
              ?? (Demonstrates(command) ? Environments.Development : null),
    };

    /// <summary>Whether the program serves HTTP, rather than running one command.</summary>
    public static bool Serves(string[] command) => command is [] or ["run"] || Demonstrates(command);

    /// <summary>Whether the program serves the demonstration.</summary>
    public static bool Demonstrates(string[] command) => command is ["demo"];

    /// <summary>Whether the program looks for faults, also of what keeps it from starting.</summary>
    public static bool Diagnoses(string[] command) => command is ["doctor"];

    /// <summary>Whether help is requested.</summary>
    public static bool AsksForHelp(string[] command) => command is ["help" or "?", ..];

    /// <summary>Whether the command needs no database.</summary>
    public static bool NeedsNoStore(string[] command) => command is ["codegen", ..];

    /// <summary>
    /// Whether the command may create a private store. For a command that reads, a folder without a store is a
    /// mistake, and an empty result would be misleading.
    /// </summary>
    public static bool MakesStore(string[] command) =>
        command is [] or ["run" or "demo" or "seed" or "import" or "db-apply", ..];

    /// <summary>
    /// Whether the command leaves the schema unchanged: reading a record must not modify it, whichever program version
    /// created it.
    /// </summary>
    public static bool LeavesSchema(string[] command) => command is ["audit" or "export" or "replay", ..];
}
