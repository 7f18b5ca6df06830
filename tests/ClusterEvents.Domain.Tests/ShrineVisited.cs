using System.Text.Json.Nodes;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Tests;

/// <summary>An event type whose third schema version renamed a field and put another into an object.</summary>
internal sealed record ShrineVisited(string Shrine, Person? Guide, string? Note) : Activity
{
    public static readonly ActivityType Type = ActivityType.Of<ShrineVisited, Ceremony>(
        "VisitShrine", "/v1/shrine-visits", ("Viếng đền", "Shrine visited"), Opens.Maybe, Reach.CitiesAndCampaigns,
        Right.EachCity, (_, _, _) => [], (visited, _) => new(visited.Shrine, ""), upcasts: data =>
        {
            if (data.Remove("place", out var place)) data["shrine"] = place;
            if (data.Remove("guideName", out var name)) data["guide"] = new JsonObject { ["name"] = name };
            // The version before named its members by another field as well.
            if (data.Remove("cities", out var cities)) data["cityIds"] = cities;
            return data;
        });

    /// <summary>The shape before the change.</summary>
    public static readonly StoredShape Earlier = new(Type, Type.SchemaVersion - 1);
}
