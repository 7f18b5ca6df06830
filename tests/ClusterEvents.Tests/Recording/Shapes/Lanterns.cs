using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>
/// An event type in two schema versions: the first has a number as text and another name for the place; the second
/// renames, retypes and splits fields.
/// </summary>
internal static class Lanterns
{
    /// <summary>The catalogue with the first version.</summary>
    public static EventCatalogue Before => With(Earlier.Type);

    /// <summary>The catalogue with both versions.</summary>
    public static EventCatalogue After => With(Later.Type);

    private static EventCatalogue With(ActivityType lanterns) =>
        new([.. StoredEvents.Catalogue.Types, lanterns], StoredEvents.Catalogue.Folds);

    internal static class Earlier
    {
        public static readonly ActivityType Type = ActivityType.Of<LanternsLit, Ceremony>(
            "LightLanterns", "/v1/ceremonies/lanterns", ("Thả hoa đăng", "Lanterns lit"),
            Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity,
            (_, _, _) => [], (lanterns, _) => new($"{lanterns.Number} hoa đăng", lanterns.Where));

        public sealed record LanternsLit(string Where, string Number, Person? By) : Activity;
    }

    internal static class Later
    {
        public static readonly ActivityType Type = ActivityType.Of<LanternsLit, Ceremony>(
            "LightLanterns", "/v1/ceremonies/lanterns", ("Thả hoa đăng", "Lanterns lit"),
            Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity,
            (_, _, _) => [], (lanterns, _) => new($"{lanterns.Count} hoa đăng", lanterns.Place), upcasts: [FromFirst]);

        public sealed record LanternsLit(string Place, int Count, Person? LitBy) : Activity;

        private static JsonObject FromFirst(JsonObject data)
        {
            Rename(data, "where", "place");
            Rename(data, "by", "litBy");
            if (data.Remove("number", out var number))
                data["count"] = int.Parse((string)number!, System.Globalization.CultureInfo.InvariantCulture);
            return data;
        }

        private static void Rename(JsonObject data, string from, string to)
        {
            if (data.Remove(from, out var value)) data[to] = value;
        }
    }
}
