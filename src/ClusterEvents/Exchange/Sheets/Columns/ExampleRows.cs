using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>The rows with examples in templates.</summary>
public sealed class ExampleRows(ITemplateExamples examples)
{
    /// <summary>The texts of the example by the path of their column; empty for a kind without an example.</summary>
    public IReadOnlyDictionary<string, string> Of(ActivityType type, SheetNames names)
    {
        if (examples.CloudEvent(type.CloudEventType)?["data"] is not JsonObject data)
            return new Dictionary<string, string>();
        var stream = examples.Stream(type);
        return KindColumns.Of(type).Template.ToDictionary(
            column => column.Path, column => WrittenValue.Of(column, data, stream, names), StringComparer.Ordinal);
    }

    /// <summary>Whether texts are those of the example, as a template in either language has them.</summary>
    public bool IsExample(ActivityType type, IReadOnlyDictionary<string, string> texts, SheetNames names) =>
        new[] { Language.Vietnamese, Language.English }.Any(language =>
        {
            var example = Of(type, names.In(language));
            return texts.All(text => example.GetValueOrDefault(text.Key, "") == text.Value);
        });
}
