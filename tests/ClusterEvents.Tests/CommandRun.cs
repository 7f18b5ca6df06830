using System.Diagnostics;
using System.Reflection;
using System.Text;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Tests;

/// <summary>One run of the program with a command.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>
    /// The program in its own folder; in the tests' folder it would look for commands in the tests too.
    /// </summary>
    private static readonly string Program = ProgramOf("ClusterEvents");

    /// <summary>Console streams are static, so that commands inside this process run one after the other.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>The configuration that the program was built in.</summary>
    public static string Configuration => Built("Configuration");

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Runs a command on a store to its end, from the program's own entry point inside this process: that saves the
    /// start of a runtime. What is about a process is tested with <see cref="OfProcessAsync"/>.
    /// </summary>
    public static async Task<CommandRun> OfAsync(string connectionString, params string[] command)
    {
        string[] arguments = [.. command, "--environment=Development"];
        if (connectionString.Length > 0)
            arguments = [.. arguments, $"--ConnectionStrings:{MartenStore.ConnectionName}={connectionString}"];
        if (TestStore.IsCopy(connectionString)) arguments = [.. arguments, "--Store:Migrate=false"];
        await OneAtATime.WaitAsync(TestApp.Cancel);
        try
        {
            return await Task.Run(() => Run(arguments), TestApp.Cancel);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Runs the built program with a command as a process of its own.</summary>
    public static async Task<CommandRun> OfProcessAsync(string connectionString, params string[] command)
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
        if (TestStore.IsCopy(connectionString)) start.Environment["Store__Migrate"] = "false";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = null;
        return Process.Start(start)!;
    }

    private static CommandRun Run(string[] arguments)
    {
        using var bytes = new Unclosed();
        using var output = new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
        using var errors = new StringWriter();
        StandardOutput.Replace(bytes);
        using (RoutedConsole.To(output, errors))
        {
            try
            {
                var exitCode = (int)typeof(ServiceComposition).Assembly.EntryPoint!.Invoke(
                    null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)!;
                return new(exitCode, Encoding.UTF8.GetString(bytes.ToArray()), errors.ToString());
            }
            finally
            {
                // A command sets it for the process that it would be.
                Environment.ExitCode = 0;
            }
        }
    }

    /// <summary>The program that a project of the sources builds, where it is built.</summary>
    public static string ProgramOf(string project) => Path.Combine(
        Built("SourceFolder"), project, "bin", Built("Configuration"), Built("TargetFramework"),
        OperatingSystem.IsWindows() ? $"{project}.exe" : project);

    private static string Built(string key) => typeof(CommandRun).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    /// <summary>A command closes what it prints to; text may follow from elsewhere.</summary>
    private sealed class Unclosed : MemoryStream
    {
        public override void Close()
        {
        }
    }
}
