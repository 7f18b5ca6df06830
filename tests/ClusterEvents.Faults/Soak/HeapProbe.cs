using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace ClusterEvents.Faults.Soak;

/// <summary>Lets another .NET process collect all generations, so that what is left of its heap is in use.</summary>
internal static class HeapProbe
{
    /// <summary>Opening a session with this keyword of the runtime's events collects everything.</summary>
    private const long Collect = 0x800000;

    /// <summary>Returns when the collection is over.</summary>
    public static async Task CollectAsync(int process, CancellationToken cancel)
    {
        EventPipeProvider runtime = new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, Collect);
        using var session = await new DiagnosticsClient(process)
            .StartEventPipeSessionAsync(runtime, requestRundown: false, circularBufferMB: 1, cancel);
        // The header of the stream; nothing more is needed.
        await session.EventStream.ReadAtLeastAsync(new byte[8], 8, throwOnEndOfStream: false, cancel);
        await session.StopAsync(cancel);
    }
}
