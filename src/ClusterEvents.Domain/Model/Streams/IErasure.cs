namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A correction that permanently removes the personal fields of its target from the store.</summary>
public interface IErasure : ICorrection
{
    /// <summary>The paths of the fields to erase; null for all that the entry says about its person.</summary>
    IReadOnlyList<string>? Fields { get; }
}
