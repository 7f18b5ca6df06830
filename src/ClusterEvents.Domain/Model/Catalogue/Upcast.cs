using System.Text.Json.Nodes;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Converts the data of one schema version to the next. It is pure, works on JSON so that no old classes are kept, and
/// leaves unknown fields unchanged.
/// </summary>
public delegate JsonObject Upcast(JsonObject data);
