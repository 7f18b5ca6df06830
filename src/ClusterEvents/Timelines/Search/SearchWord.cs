namespace ClusterEvents.Timelines.Search;

/// <summary>One word of a text in its <see cref="SearchForm">search form</see>.</summary>
/// <param name="Exact">With its tone and the marks of its letters.</param>
/// <param name="Folded">Without them.</param>
internal readonly record struct SearchWord(string Exact, string Folded);
