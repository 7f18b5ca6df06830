using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading.Written;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>
/// The column that says of each row what kind of event it is. A template has it in front; it also marks the row with
/// the example, which is not recorded.
/// </summary>
public sealed class KindColumn(EventCatalogue catalogue)
{
    private static readonly string[] Headers =
        ["viec", "loai-viec", "kind-of-entry", "kind-of-event", "event", "type", "loai-muc", "loai-hoat-dong"];

    /// <summary>
    /// The same words as the field of some kinds: they mean this column where no single kind is known.
    /// </summary>
    private static readonly string[] Ambiguous = ["loai", "kind"];

    private static readonly string[] ExampleMarks = ["vi-du", "example"];

    private readonly KnownNames _names = new(catalogue.Types.Where(KindColumns.Has).SelectMany(type => new[]
    {
        (type.Name, Language.English.KindName(type.Name)), (type.Name, Language.Vietnamese.KindName(type.Name)),
    }));

    public static string HeaderIn(Language language) => language.In("Việc", "Kind of entry");

    /// <summary>What the template writes there in the row with the example.</summary>
    public static string ExampleIn(Language language, ActivityType type) =>
        language.In("Ví dụ: ", "Example: ") + language.KindName(type.Name);

    /// <summary>The number of this column among headers; null if none of them names it.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="kindIsKnown">Whether the whole sheet is of one kind.</param>
    public static int? IndexIn(IEnumerable<string> headers, bool kindIsKnown)
    {
        string[] keys = [.. headers.Select(KindColumns.KeyOf)];
        return Array.FindIndex(keys, Headers.Contains) is >= 0 and var own ? own
            : !kindIsKnown && Array.FindIndex(keys, Ambiguous.Contains) is >= 0 and var likely ? likely : null;
    }

    /// <summary>Whether a cell marks the row of the example.</summary>
    public static bool IsExample(string text) => KindColumns.KeyOf(text) is var key
        && ExampleMarks.Any(mark => key == mark || key.StartsWith(mark + "-", StringComparison.Ordinal));

    /// <summary>The kind that a text names, by its name in either language or its own; null if there is none.</summary>
    public ActivityType? Find(string text) =>
        catalogue.TryGet(text.Trim(), out var type) && KindColumns.Has(type) ? type
            : catalogue.TryGetCloudEventType(text.Trim(), out var shape) && KindColumns.Has(shape.Type) ? shape.Type
            : _names.KeyOf(text) is { } name && catalogue.TryGet(name, out var found) ? found : null;

    /// <summary>The name of the kind that is nearest to a misspelt one; null if none is near.</summary>
    public string? NearestTo(string text, Language language) =>
        _names.NearestTo(text) is { } near && _names.KeyOf(near) is { } name ? language.KindName(name) : null;
}
