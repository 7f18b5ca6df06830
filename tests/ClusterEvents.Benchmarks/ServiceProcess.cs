using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ClusterEvents.Benchmarks;

/// <summary>The built program as a process of its own: serving, or doing one command.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];
    private bool _disposed;

    private ServiceProcess(string connection, string[] arguments)
    {
        var program = Path.Combine(
            AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ClusterEvents.exe" : "ClusterEvents");
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        info.Environment["DOTNET_ENVIRONMENT"] = "Development";
        info.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        info.Environment["urls"] = "http://127.0.0.1:0";
        info.Environment["ConnectionStrings__ClusterEvents"] = connection;
        info.Environment["Nodes__Single"] = "true";
        info.Environment["Seeds__Load"] = "false";
        _process = Process.Start(info)!;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        // Whatever is printed is read, so that a full pipe never holds the program up.
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>The most memory that it held so far, in MB.</summary>
    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 >> 20;
        }
    }

    public static ServiceProcess Serve(string connection) => new(connection, []);

    /// <summary>Runs one command to its end.</summary>
    /// <returns>The most memory that it was seen to hold, in MB.</returns>
    public static async Task<long> RunAsync(string connection, params string[] command)
    {
        using var run = new ServiceProcess(connection, command);
        var (ended, most) = (run._process.WaitForExitAsync(), 0L);
        while (await Task.WhenAny(ended, Task.Delay(100)) != ended) most = Math.Max(most, run.PeakMegabytes);
        if (run._process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {run.Errors}");
        return most;
    }

    /// <summary>Waits until it serves, and returns where.</summary>
    public async Task<Uri> AddressAsync()
    {
        if (await Task.WhenAny(_address.Task, _process.WaitForExitAsync()) != _address.Task)
            throw new InvalidOperationException($"The program ended: {Errors}");
        return await _address.Task;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Errors
    {
        get { lock (_errors) return string.Join('\n', _errors); }
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_errors) _errors.Add(line);
        if (Listening().Match(line) is { Success: true } found) _address.TrySetResult(new(found.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
