using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model.Streams;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>What a list is of.</summary>
/// <param name="OpenedBy">The kind of entry that begins its streams.</param>
/// <param name="Day">The day that a stream is listed under; that of its opening, where the opening has one.</param>
/// <param name="Only">A kind of entry that every stream asked for must hold; null where there is none.</param>
public sealed record ListOf<TState>(string OpenedBy, Func<TState, DateOnly?> Day, string? Only = null)
    where TState : class, IStreamState<TState>;
