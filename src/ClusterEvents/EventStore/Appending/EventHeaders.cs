using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// What is stored beside an event: the CloudEvent it came as, and the salts of its personal fields. The event's own
/// data holds what was recorded and nothing else, so that it can leave the store as it is.
/// </summary>
public static class EventHeaders
{
    public const string Id = "id";
    public const string Source = "source";
    public const string Extensions = "extensions";
    public const string Salts = "salts";

    /// <summary>The commitments of personal fields that were erased.</summary>
    public const string Erased = "erased";

    /// <param name="draft">What was sent.</param>
    /// <param name="personal">The pointers to the personal fields of the event's data.</param>
    public static Dictionary<string, object> Of(Draft draft, IReadOnlyCollection<string> personal)
    {
        var headers = new Dictionary<string, object> { [Id] = draft.Id, [Source] = draft.Source };
        if (draft.Extensions.Count > 0) headers[Extensions] = draft.Extensions;
        if (personal.Count > 0)
            headers[Salts] = personal.Zip(Identifiers.Salts(personal.Count))
                .ToDictionary(one => one.First, one => one.Second);
        return headers;
    }
}
