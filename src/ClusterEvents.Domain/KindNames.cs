using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain;

/// <summary>The names of event types for people. Each is declared in the file of its event.</summary>
public static class KindNames
{
    /// <summary>The name of an event type, such as “Flowers offered”; the given text if it is no event type.</summary>
    /// <param name="language">The language of the name.</param>
    /// <param name="kind">The name of the type in code and JSON, such as <c>FlowersOffered</c>.</param>
    public static string KindName(this Language language, string kind) =>
        StoredEvents.Catalogue.TryGet(kind, out var type)
            ? language.In(type.NameForPeople.Vietnamese, type.NameForPeople.English) : kind;
}
