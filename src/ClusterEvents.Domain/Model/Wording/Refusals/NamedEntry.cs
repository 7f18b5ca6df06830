using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>An entry by its title.</summary>
/// <param name="ActivityId">Its id.</param>
/// <param name="Type">The type of event.</param>
/// <param name="Activity">The entry as it stands.</param>
/// <param name="Stream">Its stream, by whose name the title may call it.</param>
public sealed record NamedEntry(Guid ActivityId, ActivityType Type, Activity Activity, StreamKey Stream) : IWorded
{
    /// <summary>An entry of a loaded stream; null if it is not on it.</summary>
    public static NamedEntry? Of(Guid activityId, StreamKey stream, DecisionContext context) =>
        context[stream].Find(activityId) is { } entry
            ? new(activityId, context.Catalogue.TypeOf(entry.Activity), entry.Activity, stream) : null;

    public bool IsName => true;

    public object Key => ActivityId;

    public string In(Language language) => NameReference.Bound(Type.Describe(Activity, language).Title, Stream);
}
