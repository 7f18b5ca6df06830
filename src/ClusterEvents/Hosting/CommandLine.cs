using Spectre.Console;

namespace ClusterEvents.Hosting;

/// <summary>Tells settings of the host apart from the command and its own arguments.</summary>
public static class CommandLine
{
    private static readonly string[] HostSettings = ["data", "urls", "environment"];

    /// <summary>
    /// Splits the arguments: <c>--data x</c>, <c>--urls=x</c>, <c>--Section:Key x</c> and the like are settings
    /// wherever they stand; the rest is the command.
    /// </summary>
    public static (string[] Settings, string[] Command) Split(string[] args)
    {
        var (settings, command) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..].Split('=')[0] : "";
            var isSetting = name.Contains(':', StringComparison.Ordinal)
                || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (!isSetting) command.Add(args[i]);
            else if (args[i].Contains('=', StringComparison.Ordinal) || i + 1 == args.Length) settings.Add(args[i]);
            else settings.AddRange([args[i], args[++i]]);
        }

        return ([.. settings], [.. command]);
    }

    public static WebApplicationOptions Options(string[] settings) => new()
    {
        Args = settings,
        // Settings and seeds lie beside the program, wherever it is started from.
        ContentRootPath = AppContext.BaseDirectory,
        // `dotnet run` says Development by DOTNET_ENVIRONMENT; whoever sets ASPNETCORE_ENVIRONMENT means it more.
        EnvironmentName = settings.Any(s => s.StartsWith("--environment", StringComparison.OrdinalIgnoreCase)) ? null
            : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
              ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
    };

    /// <summary>Whether the program serves, rather than doing one thing and ending.</summary>
    public static bool Serves(string[] command) => command is [] or ["run"];

    /// <summary>Whether the command works without a store.</summary>
    public static bool NeedsNoStore(string[] command) => command is ["help" or "?" or "codegen", ..];

    /// <summary>
    /// Whether the command takes the store as it finds it: what is there to read a record must not change it, whichever
    /// version of the program that is from.
    /// </summary>
    public static bool LeavesSchema(string[] command) => command is ["audit" or "export" or "replay", ..];

    /// <summary>
    /// Lets a command whose output is data print nothing else there: what the command line tells of its own work, such
    /// as where it looks for commands, goes beside it.
    /// </summary>
    public static void KeepOutputPure(string[] command)
    {
        if (command is not ["audit" or "export" or "import" or "replay" or "seed" or "drop-earlier-timelines", ..])
            return;
        AnsiConsole.Console =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    }
}
