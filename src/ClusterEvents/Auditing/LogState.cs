using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>How far the transparency log has come, and who stands behind it.</summary>
/// <param name="Size">How many leaves the newest checkpoint stands for.</param>
/// <param name="Position">Up to which position events are sealed.</param>
/// <param name="Lag">How many positions are recorded and not yet sealed.</param>
/// <param name="WitnessedSize">How many leaves the newest checkpoint has that enough witnesses stand behind.</param>
/// <param name="Witnesses">How many witnesses stand behind the newest checkpoint that any of them does.</param>
/// <param name="Quorum">How many are enough.</param>
/// <param name="Stuck">Whether nothing was sealed for half a minute although there is something to seal.</param>
public sealed record LogState(
    long Size, long Position, long Lag, long WitnessedSize, int Witnesses, int Quorum, bool Stuck);
