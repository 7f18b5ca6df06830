using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Timelines.Pages;

/// <summary>The query parameters of timeline pages and summaries.</summary>
public sealed record TimelineParameters : EntryParameters
{
    /// <summary>Words to find, with or without diacritics; exact matches come first.</summary>
    [Parameter(EmptyIsLeftOut = true)]
    public override string? Q { get; init; }

    /// <summary>What else is shown.</summary>
    [OneOf("retracted", "corrections", "predecessors", Name = "TimelineInclusion")]
    [Parameter(SplitAtCommas = true)]
    public override IReadOnlyList<string> Include { get; init; } = [];
}
