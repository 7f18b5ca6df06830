using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views.Lists;

/// <summary>The stream that an entry began, or was added to, and the day that the entry occurred.</summary>
public readonly record struct OpenedStream(StreamKey Stream, DateOnly Day);
