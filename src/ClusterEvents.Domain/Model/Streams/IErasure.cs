namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A correction that permanently removes the personal fields of its target from the store.</summary>
public interface IErasure : ICorrection;
