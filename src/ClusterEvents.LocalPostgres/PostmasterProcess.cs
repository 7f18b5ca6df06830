using System.Diagnostics;
using System.Globalization;

namespace ClusterEvents.LocalPostgres;

/// <summary>Tells whether a process id belongs to the postmaster of a given data directory.</summary>
internal static class PostmasterProcess
{
    /// <summary>
    /// True when the process is alive and is that postmaster. A process that has ended but was not yet collected by
    /// its parent is not alive; in a container without an init process it can stay listed for ever.
    /// </summary>
    public static async Task<bool> IsRunningAsync(int processId, string serverFolder, CancellationToken cancellation)
    {
        if (OperatingSystem.IsLinux())
            return IsRunningOnLinux(processId, serverFolder);
        if (OperatingSystem.IsWindows())
            return NameOf(processId) == "postgres"; // The password, tried next, proves whose it is.

        var listed = await Command.RunAsync(
            "ps", ["-ww", "-o", "command=", "-p", processId.ToString(CultureInfo.InvariantCulture)], "/", cancellation);
        return listed.Succeeded && listed.Output.Contains(serverFolder, StringComparison.Ordinal);
    }

    /// <summary>True when any process has this id, even one that only waits to be collected.</summary>
    public static bool IdIsTaken(int processId) => NameOf(processId) is not null;

    private static bool IsRunningOnLinux(int processId, string serverFolder)
    {
        try
        {
            // The postmaster's children show a title here instead of arguments, and an ended process shows nothing.
            var arguments = File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
            if (!Path.GetFileName(arguments[0]).StartsWith("postgres", StringComparison.Ordinal))
                return false;
            return arguments.Contains(serverFolder)
                || new FileInfo($"/proc/{processId}/cwd").LinkTarget == serverFolder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? NameOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
