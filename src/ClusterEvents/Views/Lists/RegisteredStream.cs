using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Views.Lists;

/// <summary>One stream of a registry.</summary>
/// <param name="Key">The stream.</param>
/// <param name="Stream">The stream, folded.</param>
/// <param name="OpenedBy">Its first event, with corrections applied.</param>
public sealed record RegisteredStream<TActivity>(StreamKey Key, StreamSnapshot Stream, TActivity OpenedBy)
    where TActivity : Activity;
