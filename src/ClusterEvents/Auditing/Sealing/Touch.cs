namespace ClusterEvents.Auditing.Sealing;

/// <summary>The effect of an event on one timeline.</summary>
/// <param name="Timeline">Its key.</param>
/// <param name="Entries">The change in the number of entries: 1, 0 or -1.</param>
internal sealed record Touch(string Timeline, int Entries);
