using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// An activity about an entry of the record: it changes how that entry reads, and overwrites nothing.
/// </summary>
public interface ICorrection
{
    /// <summary>The entry that it is about; on the same stream.</summary>
    Guid TargetEventId { get; }

    /// <summary>Why.</summary>
    string Reason { get; }

    /// <summary>The streams that the corrected entry may name; some of them may not exist.</summary>
    IEnumerable<StreamKey> MayName => [];

    /// <summary>The JSON pointers to what it holds of personal fields of its target.</summary>
    IEnumerable<string> PersonalFields(Activity target) => [];

    /// <summary>The reading after it.</summary>
    EntryState Correct(EntryState entry, EventCatalogue catalogue);
}
