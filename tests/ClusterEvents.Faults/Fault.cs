using System.Globalization;

namespace ClusterEvents.Faults;

/// <summary>The kinds of faults, as named on the command line.</summary>
internal enum FaultKind
{
    /// <summary>A node is killed and started again.</summary>
    Kill,

    /// <summary>A node is suspended at a random moment, and resumed later.</summary>
    Stop,

    /// <summary>PostgreSQL is restarted, stopped without a checkpoint, or killed.</summary>
    Postgres,

    /// <summary>The file system of PostgreSQL's data is full for a while.</summary>
    Disk,

    /// <summary>A node's connections to PostgreSQL break, stall or are refused.</summary>
    Proxy,
}

/// <summary>A planned fault.</summary>
/// <param name="At">When it begins, from the start of the clients.</param>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Way">The variant, as one word.</param>
/// <param name="Node">The target node; ignored if the target is the database or its disk.</param>
/// <param name="For">The duration, if it has one.</param>
/// <param name="Share">The percentage of connections affected.</param>
/// <param name="Draw">A random number that selects the connections.</param>
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
