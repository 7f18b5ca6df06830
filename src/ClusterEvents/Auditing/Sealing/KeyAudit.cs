using ClusterEvents.Auditing.Verification;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Compares the keys that the store names with those that are known apart from it: given by the auditor, given to the
/// node as a secret, or remembered by the node. What the store says of itself proves nothing.
/// </summary>
internal sealed class KeyAudit(LogKeys keys, IReadOnlyCollection<string> given, Findings findings)
{
    /// <summary>The keys that the store names, oldest first.</summary>
    public IReadOnlyList<string> Stored { get; private set; } = [];

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        Stored = await LogKeys.TextsAsync(snapshot.Connection, cancel);
        var known = await keys.KnownAsync(snapshot.Connection, cancel);
        foreach (var key in given) Require(key, "you gave it with --key");
        foreach (var key in known.Keys.Except(given))
            Require(key, $"this node has sealed with it or knows it ({known.File})");
        if (keys.GivenVerifier is { } secret && !given.Contains(secret.Key) && !known.Keys.Contains(secret.Key)
            && (Stored.Count > 0 || await HasEventsAsync(snapshot, cancel)))
            Require(secret.Key, "this node was given its private key as Log:Key");
        // Without a key from elsewhere, none of the stored ones can be called foreign.
        if (given.Count == 0 && known.Keys.Count == 0) return;
        foreach (var foreign in Stored.Except(given).Except(known.Keys).Where(key => key != keys.GivenVerifier?.Key))
            if (NoteVerifier.TryParse(foreign, out _))
                findings.Add("key-foreign", $"key {foreign}",
                    "The store names it, and nobody else does. If it is the log's, give it with --key.");
    }

    private void Require(string key, string why)
    {
        if (!Stored.Contains(key))
            findings.Add("key-missing", $"key {key}",
                $"The store does not name it, and {why}: the log was taken out of the store or replaced, or has not "
                + "begun yet.");
    }

    private static async Task<bool> HasEventsAsync(Snapshot snapshot, CancellationToken cancel) =>
        (await StoreIntegrity.EventsAsync(snapshot.Connection, cancel)).Newest > 0;
}
