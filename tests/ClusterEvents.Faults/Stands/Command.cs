using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ClusterEvents.Faults.Stands;

/// <summary>Runs short commands of the operating system.</summary>
internal static class Command
{
    /// <summary>Sends a signal to a process; succeeds if the process has ended in the meantime.</summary>
    public static Task<bool> SignalAsync(string signal, int process) =>
        RunAsync("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));

    /// <summary>Runs a command; false if it fails or does not exist.</summary>
    public static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            var info = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(info)!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
