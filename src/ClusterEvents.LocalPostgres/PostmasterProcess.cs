using System.Diagnostics;
using System.Globalization;

namespace ClusterEvents.LocalPostgres;

/// <summary>Determines whether a process id belongs to the postmaster of a given data directory.</summary>
internal static class PostmasterProcess
{
    /// <summary>
    /// Whether the process is alive and is that postmaster. A zombie process (ended, but not yet reaped by its parent)
    /// is not alive; in a container without an init process it can stay listed indefinitely.
    /// </summary>
    public static async Task<bool> IsRunningAsync(int processId, string serverFolder, CancellationToken cancellation)
    {
        if (OperatingSystem.IsLinux())
            return IsRunningOnLinux(processId, serverFolder);
        if (OperatingSystem.IsWindows())
            return NameOf(processId) == "postgres"; // The login that follows proves that it is this cluster's server.

        var listed = await Command.RunAsync(
            "ps", ["-ww", "-o", "command=", "-p", processId.ToString(CultureInfo.InvariantCulture)], "/", cancellation);
        return listed.Succeeded && listed.Output.Contains(serverFolder, StringComparison.Ordinal);
    }

    /// <summary>Whether any process, even a zombie, has this id.</summary>
    public static bool IdIsTaken(int processId) => NameOf(processId) is not null;

    private static bool IsRunningOnLinux(int processId, string serverFolder)
    {
        try
        {
            // The postmaster's child processes show a title here instead of arguments, and a zombie shows nothing.
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
