using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Views.Lists;

/// <summary>A stream to be shown, at the requested point in time.</summary>
public readonly record struct ShownStream(StreamKey Key, StreamSnapshot Stream);
