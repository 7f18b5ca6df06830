using System.Diagnostics;
using System.Reflection;

namespace ClusterEvents.Tests;

/// <summary>One run of the built program with a command, as a separate process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>
    /// The program in its own folder; in the tests' folder it would look for commands in the tests too.
    /// </summary>
    private static readonly string Program = Path.Combine(
        Built("ProgramFolder"), OperatingSystem.IsWindows() ? "ClusterEvents.exe" : "ClusterEvents");

    /// <summary>The configuration that the program was built in.</summary>
    public static string Configuration => Built("Configuration");

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a command on a store to its end.</summary>
    public static async Task<CommandRun> OfAsync(string connectionString, params string[] command)
    {
        using var process = Start(connectionString, command);
        var output = process.StandardOutput.ReadToEndAsync(TestApp.Cancel);
        var errors = process.StandardError.ReadToEndAsync(TestApp.Cancel);
        await process.WaitForExitAsync(TestApp.Cancel);
        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(string connectionString, params string[] command)
    {
        var start = new ProcessStartInfo(Program, command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__ClusterEvents"] = connectionString;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = null;
        return Process.Start(start)!;
    }

    private static string Built(string key) => typeof(CommandRun).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
