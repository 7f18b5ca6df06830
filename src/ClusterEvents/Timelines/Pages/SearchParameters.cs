using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Timelines.Pages;

/// <summary>The query parameters of the search over all timelines.</summary>
public sealed record SearchParameters : EntryParameters
{
    /// <summary>Words to find, with or without diacritics; exact matches come first.</summary>
    [Parameter(Required = true, EmptyIsLeftOut = true)]
    public override string? Q { get; init; }

    /// <summary>What else is shown.</summary>
    [OneOf("retracted", "corrections", Name = "SearchInclusion")]
    [Parameter(SplitAtCommas = true)]
    public override IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Only what is on the timeline of this cluster; with several, of each of them.</summary>
    public IReadOnlyList<string> Cluster { get; init; } = [];

    public override void Check(ValidationErrors errors)
    {
        base.Check(errors);
        CheckKeys("cluster", Cluster, StreamKinds.Cluster, "cum-1-bca", errors);
    }
}
