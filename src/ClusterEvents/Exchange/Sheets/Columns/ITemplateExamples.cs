using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>An example of each kind of event; implemented by the description of the API, which has the same.</summary>
public interface ITemplateExamples
{
    /// <summary>The CloudEvent; null for a kind without an example.</summary>
    JsonObject? CloudEvent(string cloudEventType);

    /// <summary>The stream of the example; null if the target of a correction determines it.</summary>
    StreamKey? Stream(ActivityType type);
}
