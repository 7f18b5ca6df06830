namespace ClusterEvents.Views.Lists;

/// <summary>One page of a list of streams, newest first.</summary>
/// <param name="Items">The items of the page.</param>
/// <param name="Next">The cursor of the next page; absent on the last one.</param>
public sealed record Page<TView>(IReadOnlyList<TView> Items, string? Next);
