using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>A valid recording, to be sent to its route or as a CloudEvent, or to be changed first.</summary>
/// <param name="Kind">The kind of event.</param>
/// <param name="Path">The route of its command.</param>
/// <param name="Subject">Its stream.</param>
/// <param name="Json">The fields as JSON.</param>
/// <param name="Before">What must be on record first.</param>
public sealed record Sample(string Kind, string Path, string Subject, string Json, params Sample[] Before)
{
    private JsonObject? _data;

    public ActivityType Type => StoredEvents.Catalogue.Types.Single(type => type.Name == Kind);

    /// <summary>The fields; a fresh copy for each sending.</summary>
    public JsonObject Data => (_data ?? JsonNode.Parse(Json)!.AsObject()).DeepClone().AsObject();

    /// <summary>The route, naming the stream as well where the path does not.</summary>
    public string Route => Type.Opens == Opens.Never ? Path : $"{Path}?stream={Subject}";

    /// <summary>Required fields that the path of the route says already.</summary>
    public string[] GivenByPath => Kind switch
    {
        "CitiesMerged" => ["successor"],
        "CommendationRevoked" => ["award"],
        _ => [],
    };

    /// <summary>The identity of the sample.</summary>
    public string Key => $"{Subject} {Kind} {Data.ToJsonString()}";

    /// <summary>The same with one field changed; a null removes it.</summary>
    public Sample With(string field, JsonNode? value)
    {
        var data = Data;
        if (value is null) data.Remove(field);
        else data[field] = value;
        return this with { _data = data };
    }

    public Sample On(string day) => With("occurredOn", day);

    public JsonObject CloudEvent(string? id = null) => Scenarios.Event(Type.StoredName[..^3], Subject, Data, id);
}
