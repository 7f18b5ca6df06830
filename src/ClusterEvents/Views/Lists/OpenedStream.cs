using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views.Lists;

/// <summary>A stream with an indexed entry, and the day on which the entry occurred.</summary>
public readonly record struct OpenedStream(StreamKey Stream, DateOnly Day);
