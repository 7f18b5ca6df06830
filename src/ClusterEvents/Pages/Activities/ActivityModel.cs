using ClusterEvents.Pages.Timelines;

namespace ClusterEvents.Pages.Activities;

/// <summary>What the page of an entry shows.</summary>
/// <param name="Entry">The entry, with corrections applied.</param>
/// <param name="Fields">Its fields as they are now: name and value for people.</param>
/// <param name="Changes">Its corrections, in their order.</param>
/// <param name="Timelines">The timelines that show it: address below the language, and name.</param>
/// <param name="Same">The other entries of its stream, in the order of recording.</param>
/// <param name="Leaf">Its number in the log; null while it is not sealed.</param>
/// <param name="Tools">What its reader can do to it: the page below its own, icon and name.</param>
/// <param name="Done">The kind of the correction that its reader has just recorded; null for none.</param>
public sealed record ActivityModel(
    PageEntry Entry, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<ChangeModel> Changes,
    IReadOnlyList<(string Path, string Name)> Timelines, IReadOnlyList<StreamEntry> Same, long? Leaf,
    IReadOnlyList<(string Slug, string Icon, (string Vietnamese, string English) Name)> Tools, string? Done)
{
    /// <summary>The state of its stream, which says what can follow; null if nothing of it stands.</summary>
    public object? State { get; init; }
}

/// <summary>A correction, retraction or reinstatement.</summary>
/// <param name="Kind">Its event type.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">Who recorded it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Fields">The fields that it changed: name, before and after.</param>
public sealed record ChangeModel(
    string Kind, DateTimeOffset RecordedAt, string? RecordedBy, string Reason,
    IReadOnlyList<(string Name, string Before, string After)> Fields);

/// <summary>Another entry of the same stream.</summary>
public sealed record StreamEntry(Guid Id, string Kind, DateOnly? OccurredOn, bool Current, bool Retracted);
