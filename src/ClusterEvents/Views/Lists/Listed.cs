using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views.Lists;

/// <summary>One stream of a list.</summary>
public readonly record struct Listed<TState>(PageKey Key, StreamKey Stream, TState State);
