namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// An activity by which something ends that other streams refer to: a membership, a city, an edition. What is on record
/// of later days may contradict it; then it is recorded all the same, because members of later days could not be
/// corrected before, and the answer names what it contradicts.
/// </summary>
public interface IEnds
{
    /// <summary>The first day on which it has ended; null if that is unknown.</summary>
    DateOnly? EndedFrom { get; }

    /// <summary>The timelines that show what may contradict it.</summary>
    /// <param name="own">The stream that it is recorded on.</param>
    IEnumerable<StreamKey> EndedOn(StreamKey own);
}
