using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>One opened stream in a register.</summary>
/// <param name="Key">The stream.</param>
/// <param name="Stream">The stream, folded.</param>
/// <param name="OpenedBy">The event that opened it, as it reads after corrections.</param>
public sealed record RegisteredStream<TActivity>(StreamKey Key, StreamSnapshot Stream, TActivity OpenedBy)
    where TActivity : Activity;
