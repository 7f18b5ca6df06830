using System.Collections.Concurrent;

namespace ClusterEvents.Faults.Stands;

/// <summary>
/// One service process with its own proxy to PostgreSQL. It is restarted whenever it ends, as by a supervisor.
/// </summary>
internal sealed class Node(int number, Forwarder way, Dictionary<string, string?> settings, Journal journal)
    : IAsyncDisposable
{
    /// <summary>Longer than any recovery of PostgreSQL that it may have to wait for.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentQueue<ProgramProcess> _processes = [];
    private ProgramProcess? _process;
    private Uri? _address;
    private bool _disposed;

    public string Name { get; } = $"node {number + 1}";

    public Forwarder Way => way;

    /// <summary>Its address; null while it is not serving.</summary>
    public Uri? Address => _address;

    /// <summary>The id of its process; null while it has none.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>The log output of all its processes.</summary>
    public IEnumerable<string> Log => _processes.SelectMany(process => process.Errors);

    /// <summary>Starts it, repeatedly if it ends because PostgreSQL is unavailable, until it serves.</summary>
    public Task StartAsync(CancellationToken cancel) => InTurnAsync(() => ServeAsync(cancel));

    /// <summary>Kills it, and starts it again shortly after.</summary>
    public Task KillAsync(TimeSpan away, CancellationToken cancel) => InTurnAsync(async () =>
    {
        await EndAsync();
        await Task.Delay(away, cancel);
        await ServeAsync(cancel);
    });

    /// <summary>Stops it in order, and starts it again.</summary>
    public Task RestartAsync(CancellationToken cancel) => InTurnAsync(async () =>
    {
        var process = _process;
        (_process, _address) = (null, null);
        if (process is not null)
        {
            await Command.SignalAsync("TERM", process.Id);
            if (await process.ExitCodeAsync(cancel) is not 0 and var code)
                journal.Violation("a node stops in order", $"{Name} ended with {code}");
            process.Dispose();
        }

        await ServeAsync(cancel);
    });

    /// <summary>Suspends it at any point, even while it starts, and resumes it later.</summary>
    public async Task SuspendAsync(TimeSpan away, CancellationToken cancel)
    {
        if (_process?.Id is not { } process) return;
        await Command.SignalAsync("STOP", process);
        try
        {
            await Task.Delay(away, cancel);
        }
        finally
        {
            await Command.SignalAsync("CONT", process);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await EndAsync();
        await way.DisposeAsync();
        _turn.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        for (var last = ""; _address is null;)
        {
            var process = _process = ProgramProcess.Start(settings, "--urls", "http://127.0.0.1:0");
            _processes.Enqueue(process);
            try
            {
                _address = await process.AddressAsync(limit.Token);
                _ = WatchAsync(process, cancel);
            }
            catch (InvalidOperationException)
            {
                last = process.Errors.FirstOrDefault() ?? "";
                process.Dispose();
                _process = null;
                journal.Say($"{Name} ended while it started: {last}");
                await Task.Delay(500, cancel);
            }
            catch (OperationCanceledException)
            {
                process.Dispose();
                _process = null;
                if (cancel.IsCancellationRequested) throw;
                journal.Violation(
                    "a node serves again once it is started", $"{Name} did not within {StartLimit}: {last}");
                return;
            }
        }
    }

    /// <summary>Reports a violation if the node ends without having been killed.</summary>
    private async Task WatchAsync(ProgramProcess process, CancellationToken cancel)
    {
        var code = await process.ExitCodeAsync(CancellationToken.None);
        if (_process != process || _disposed) return;
        _address = null;
        var said = string.Join('\n', process.Errors.TakeLast(8));
        journal.Violation("a node goes on through every fault", $"{Name} ended by itself with {code}: {said}");
        if (!cancel.IsCancellationRequested) await StartAsync(cancel);
    }

    private async Task EndAsync()
    {
        var process = _process;
        (_process, _address) = (null, null);
        if (process is null) return;
        await process.KillAsync();
        process.Dispose();
    }

    private async Task InTurnAsync(Func<Task> work)
    {
        await _turn.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
