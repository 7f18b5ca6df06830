namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// An activity that makes room for another one, as a revised target can be met a second time. It is not retracted while
/// that other one stands.
/// </summary>
public interface IMakesRoom;
