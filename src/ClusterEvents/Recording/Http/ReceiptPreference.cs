using ClusterEvents.Domain.Decisions;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Http;

/// <summary>
/// The preference <c>Prefer: receipt</c> (RFC 7240): the response to a recording waits for the next checkpoint and
/// includes the receipt. If none is available in time, the response has no receipt.
/// </summary>
public sealed class ReceiptPreference(IReceipts receipts, TimeProvider time, ILogger<ReceiptPreference> log)
{
    /// <summary>The maximum time for all receipts of a request, including the wait for the checkpoint.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Recorded>> ApplyAsync(HttpContext http, IReadOnlyList<Recorded> recorded)
    {
        if (!http.Request.Asks(Preferences.Receipt)) return recorded;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, patience.Token);
        try
        {
            if (!await receipts.SealedAsync(recorded.Max(one => one.Position), either.Token)) return recorded;
            var receipted = new List<Recorded>(recorded.Count);
            foreach (var one in recorded)
                receipted.Add(one with { Receipt = await receipts.FindAsync(one.ActivityId, either.Token) });
            http.Response.Applied(Preferences.Receipt);
            return receipted;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return recorded;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The event is recorded: reporting a failure would make the sender record it again.
            log.LogWarning("A recording is acknowledged without its receipt: {Reason}", Failures.Reason(exception));
            return recorded;
        }
    }
}
