using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ClusterEvents.Faults.Stands;

/// <summary>The built program as a separate process, which can be killed or suspended.</summary>
internal sealed partial class ProgramProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    private ProgramProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        // Read all output, so that a full pipe never blocks the program.
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Its error output so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public int Id => _process.Id;

    /// <summary>Its peak memory so far, in MB; 0 once it has ended, because the system has forgotten it then.</summary>
    public long PeakMegabytes
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.PeakWorkingSet64 >> 20;
            }
            catch (InvalidOperationException) when (_process.HasExited)
            {
                return 0;
            }
        }
    }

    /// <summary>The processor time that it took so far, of all of its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static ProgramProcess Start(Dictionary<string, string?> environment, params string[] arguments)
    {
        var name = OperatingSystem.IsWindows() ? "ClusterEvents.exe" : "ClusterEvents";
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        info.Environment["DOTNET_ENVIRONMENT"] = "Development";
        info.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (variable, value) in environment) info.Environment[variable] = value;
        return new(Process.Start(info)!);
    }

    /// <summary>Waits until it serves, and returns its address.</summary>
    public async Task<Uri> AddressAsync(CancellationToken cancel)
    {
        var ended = _process.WaitForExitAsync(cancel);
        if (await Task.WhenAny(_address.Task, ended) == ended)
        {
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The program ended: {string.Join('\n', _errors)}");
        }

        return new(await _address.Task);
    }

    /// <summary>Waits until it ends by itself, and returns its exit code.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>Kills this process only (kill -9): a private PostgreSQL keeps running.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Ends it if it is still running, and releases its port.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        _errors.Enqueue(line);
        if (Listening().Match(line) is { Success: true } found) _address.TrySetResult(found.Groups[1].Value);
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
