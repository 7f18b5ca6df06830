namespace ClusterEvents.Views.Lists;

/// <summary>The place of a stream in a list.</summary>
internal readonly record struct ListPlace(int Rank, string Id);
