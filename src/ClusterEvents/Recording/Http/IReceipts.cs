namespace ClusterEvents.Recording.Http;

/// <summary>Gives receipts for what is on record: see the folder that audits.</summary>
public interface IReceipts
{
    /// <summary>Waits a little until a signed checkpoint stands for everything up to a position.</summary>
    /// <returns>Whether one does.</returns>
    Task<bool> SealedAsync(long position, CancellationToken cancel);

    /// <summary>The receipt of an activity; null where no checkpoint stands for it yet.</summary>
    Task<string?> FindAsync(Guid activityId, CancellationToken cancel);
}
