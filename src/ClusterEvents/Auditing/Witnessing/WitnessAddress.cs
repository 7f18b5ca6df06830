using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Witnessing;

/// <summary>A configured witness that cosigns checkpoints (C2SP tlog-witness).</summary>
/// <param name="Key">Its verifier key, of the cosignature type.</param>
/// <param name="Url">Its submission prefix; <c>/add-checkpoint</c> is below it.</param>
public sealed record WitnessAddress(NoteVerifier Key, Uri Url);
