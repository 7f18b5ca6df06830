using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>What is needed to understand what somebody wrote.</summary>
/// <param name="Language">The language of the page or sheet; names of choices are understood in both.</param>
/// <param name="Cities">The cities on record.</param>
public sealed record WritingContext(Language Language, KnownNames Cities)
{
    /// <summary>The campaign editions on record.</summary>
    public KnownNames Campaigns { get; init; } = KnownNames.None;

    /// <summary>The clusters on record.</summary>
    public KnownNames Clusters { get; init; } = KnownNames.None;
}
