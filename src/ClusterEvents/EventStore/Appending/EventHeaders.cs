using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// The headers of a stored event: the CloudEvents attributes that it arrived with, and the salts of its personal
/// fields and attributes. The data of the event contains only what was recorded, so it can be exported unchanged.
/// </summary>
public static class EventHeaders
{
    public const string Id = "id";
    public const string Source = "source";
    public const string Extensions = "extensions";
    public const string Salts = "salts";

    /// <summary>The commitments of erased personal fields.</summary>
    public const string Erased = "erased";

    /// <summary>All names; an event has no other headers.</summary>
    public static readonly IReadOnlyList<string> Names = [Id, Source, Extensions, Salts, Erased];

    /// <param name="draft">The draft.</param>
    /// <param name="personal">JSON pointers to the personal fields in the event's data, and names of personal
    /// attributes.</param>
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
