namespace ClusterEvents.EventStore.Appending;

/// <summary>The claims of merged cities that decisions looked up, and those of them that were held.</summary>
public sealed record KnownMergers(IReadOnlyCollection<string> LookedUp, IReadOnlyCollection<string> Held)
{
    public static readonly KnownMergers None = new([], []);
}
