namespace ClusterEvents.Recording;

/// <summary>
/// The preference <c>Prefer: receipt</c> (RFC 7240): the answer to a recording waits for the next checkpoint and
/// carries the receipt. Where none comes in time the recording is acknowledged without.
/// </summary>
public static class ReceiptPreference
{
    private const string Name = "receipt";

    /// <summary>How long all receipts of a request may take, with the wait for the checkpoint.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Recorded>> ApplyAsync(
        HttpContext http, IReadOnlyList<Recorded> recorded, IReceipts receipts)
    {
        var asked = http.Request.Headers.GetCommaSeparatedValues("Prefer")
            .Any(preference => preference.Split(';')[0].Trim().Equals(Name, StringComparison.OrdinalIgnoreCase));
        if (!asked) return recorded;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            if (!await receipts.SealedAsync(recorded.Max(one => one.Position), patience.Token)) return recorded;
            var receipted = new List<Recorded>(recorded.Count);
            foreach (var one in recorded)
                receipted.Add(one with { Receipt = await receipts.FindAsync(one.ActivityId, patience.Token) });
            http.Response.Headers.Append("Preference-Applied", Name);
            return receipted;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return recorded;
        }
    }
}
