using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// The CLR type names that Marten stores beside events. It reads an event by that name, if it knows it, and not by its
/// event type name.
/// </summary>
internal sealed partial class EventClasses(EventCatalogue catalogue)
{
    private readonly Dictionary<string, ActivityType> _byClass =
        catalogue.Types.ToDictionary(type => type.DotNetName, StringComparer.Ordinal);

    private readonly Dictionary<string, ActivityType> _byStoredName =
        catalogue.Types.SelectMany(type => type.Shapes.Select(shape => (shape.StoredName, type)))
            .ToDictionary(one => one.StoredName, one => one.type, StringComparer.Ordinal);

    /// <summary>What is wrong with the class beside an event; null if nothing is.</summary>
    /// <param name="storedName">The name of its type.</param>
    /// <param name="class">The class.</param>
    public string? FaultOf(string storedName, string @class)
    {
        // An unknown type is reported by whatever reads the event.
        if (!_byStoredName.TryGetValue(storedName, out var type) || @class == type.DotNetName) return null;
        if (_byClass.TryGetValue(@class, out var read))
            return $"It is a {storedName}, and is read as a {read.Name}: that class stands beside it.";
        // Earlier programs had the same classes in other namespaces.
        return Earlier().Match(@class) is { Success: true } match && match.Groups[1].Value == type.ClrType.Name ? null
            : $"It is a {storedName}, and the class `{@class}` stands beside it, which no program had for that.";
    }

    [GeneratedRegex(@"^ClusterEvents(?:\.\w+)*\.(\w+), ClusterEvents(?:\.Domain)?$")]
    private static partial Regex Earlier();
}
