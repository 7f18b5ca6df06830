using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// An activity that corrects, retracts, reinstates or erases parts of an earlier entry. It changes the state of that
/// entry and overwrites nothing.
/// </summary>
public interface ICorrection
{
    /// <summary>The event id of the target entry, on the same stream.</summary>
    Guid TargetEventId { get; }

    /// <summary>The reason for the correction.</summary>
    string Reason { get; }

    /// <summary>Streams that the corrected entry may refer to; some may not exist.</summary>
    IEnumerable<StreamKey> MayName => [];

    /// <summary>The values in this correction that belong to personal fields of its target.</summary>
    IEnumerable<PersonalValue> PersonalValues(Activity target) => [];

    /// <summary>The state of the target entry after this correction.</summary>
    EntryState Correct(EntryState entry, EventCatalogue catalogue);
}
