using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Views.Lists;

/// <summary>Describes a list of streams.</summary>
/// <param name="OpenedBy">The event type that starts its streams.</param>
/// <param name="Day">The day by which a stream is listed; that of its first entry, if it has one.</param>
/// <param name="Only">An event type that every listed stream must have; null for no condition.</param>
public sealed record ListOf<TState>(string OpenedBy, Func<TState, DateOnly?> Day, string? Only = null)
    where TState : class, IStreamState<TState>;
