namespace ClusterEvents.Auditing;

/// <summary>The progress of the transparency log and of its witnesses.</summary>
/// <param name="Size">The number of leaves of the newest checkpoint.</param>
/// <param name="Position">The position up to which events are sealed.</param>
/// <param name="Lag">The number of positions recorded and not yet sealed.</param>
/// <param name="DelaySeconds">The age of the oldest event that is not sealed; 0 if all are.</param>
/// <param name="WitnessedSize">The size of the newest checkpoint cosigned by a quorum of witnesses.</param>
/// <param name="Witnesses">The number of cosignatures of the newest cosigned checkpoint.</param>
/// <param name="Quorum">The number of cosignatures required.</param>
/// <param name="Stuck">Whether nothing has been sealed for half a minute although events are waiting.</param>
public sealed record LogState(
    long Size, long Position, long Lag, double DelaySeconds, long WitnessedSize, int Witnesses,
    int Quorum, bool Stuck);
