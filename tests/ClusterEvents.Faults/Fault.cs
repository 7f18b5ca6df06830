using System.Globalization;

namespace ClusterEvents.Faults;

/// <summary>The families of faults, as they are chosen on the command line.</summary>
internal enum FaultKind
{
    /// <summary>A node is killed and started again.</summary>
    Kill,

    /// <summary>A node is stopped in the middle of whatever it does, and goes on later.</summary>
    Stop,

    /// <summary>PostgreSQL is restarted, stopped without a checkpoint, or killed.</summary>
    Postgres,

    /// <summary>The file system of PostgreSQL's data has no room left for a while.</summary>
    Disk,

    /// <summary>A node's connections to PostgreSQL break, stall or are refused.</summary>
    Proxy,
}

/// <summary>One planned fault.</summary>
/// <param name="At">When it begins, after the clients began.</param>
/// <param name="Kind">Its family.</param>
/// <param name="Way">How exactly, in a word.</param>
/// <param name="Node">The node that it hits; of no meaning where the store or its disk is hit.</param>
/// <param name="For">How long it lasts, where it lasts.</param>
/// <param name="Share">How many of the connections it hits, in percent.</param>
/// <param name="Draw">Chooses the connections.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, string Way, int Node, TimeSpan For, int Share, int Draw)
{
    public override string ToString()
    {
        var target = Kind is FaultKind.Postgres or FaultKind.Disk ? "" : $" of node {Node + 1}";
        var part = Kind == FaultKind.Proxy ? $", {Share} % of the connections" : "";
        var time = For == TimeSpan.Zero ? ""
            : string.Create(CultureInfo.InvariantCulture, $" for {For.TotalSeconds:0.0} s");
        return $"{Kind} ({Way}){target}{part}{time}".ToLowerInvariant();
    }
}
