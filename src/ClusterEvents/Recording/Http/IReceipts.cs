namespace ClusterEvents.Recording.Http;

/// <summary>Receipts for recorded events; implemented by Auditing.</summary>
public interface IReceipts
{
    /// <summary>Waits briefly until a signed checkpoint covers everything up to a position.</summary>
    /// <returns>Whether one does.</returns>
    Task<bool> SealedAsync(long position, CancellationToken cancel);

    /// <summary>The receipt of an activity; null if no checkpoint covers it yet.</summary>
    Task<string?> FindAsync(Guid activityId, CancellationToken cancel);
}
