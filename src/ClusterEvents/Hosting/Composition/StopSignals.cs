using System.Runtime.InteropServices;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// SIGTERM and SIGINT (Ctrl+C) from the first line of the program on, so that a private PostgreSQL is stopped with it.
/// The host handles these signals as well, but only once it is built. A second signal before that ends the program at
/// once, as the operating system does.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignals() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public bool Received => _stop.IsCancellationRequested;

    /// <summary>128 and the number of the signal, as shells count; 0 without one.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (Received) return;
        context.Cancel = true;
        ExitCode = context.Signal == PosixSignal.SIGINT ? 130 : 143;
        _stop.Cancel();
    }
}
