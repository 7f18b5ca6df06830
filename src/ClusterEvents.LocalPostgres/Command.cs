using System.ComponentModel;
using System.Diagnostics;

namespace ClusterEvents.LocalPostgres;

/// <summary>Runs a short command to its end and keeps what it wrote.</summary>
internal static class Command
{
    // On Windows a server started by the command can keep the command's output open, so its end may never come.
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(2);

    /// <summary>The exit code, and standard output followed by standard error.</summary>
    public sealed record Result(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;
    }

    /// <summary>Runs the command; cancellation kills it. A command that cannot be started has exit code 127.</summary>
    public static async Task<Result> RunAsync(
        string program, IEnumerable<string> arguments, string workingFolder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(program, arguments, workingFolder) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new Result(127, e.Message);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await EndAsync(process, cancellation);
        var text = await TextAsync(output) + await TextAsync(error);
        return new Result(process.ExitCode, text.Trim());
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, string workingFolder)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // PGDATA, PGPORT, PGOPTIONS and their like belong to some other server on this machine.
        var foreign = info.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.OrdinalIgnoreCase));
        foreach (var name in foreign.ToList())
            info.Environment.Remove(name);

        // The messages are read here, so they must be English; and on macOS a server without LC_ALL does not start.
        info.Environment["LC_ALL"] = "C";
        return info;
    }

    private static async Task EndAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<string> TextAsync(Task<string> reading) =>
        await Task.WhenAny(reading, Task.Delay(OutputLimit)) == reading ? await reading : "";
}
