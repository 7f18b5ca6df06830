using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>What is on record before the first fault: cities, their cluster and open campaigns.</summary>
internal static class Situation
{
    public const string Cluster = "cluster-1";

    public static readonly IReadOnlyList<string> Cities = ["city-1", "city-2", "city-3"];

    public static readonly IReadOnlyList<string> Campaigns = ["campaign-1", "campaign-2"];

    /// <summary>The paths of all timelines.</summary>
    public static IReadOnlyList<string> Timelines =>
        [.. Cities.Select(city => $"cities/{city}"), .. Campaigns.Select(campaign => $"campaigns/{campaign}")];

    /// <summary>The initial submission, repeated until it is acknowledged.</summary>
    public static Submission Submission => new(
        Transport.Lines, [.. Items()], Home: 0, Patience: 1, Haste: null, WantsReceipt: false, _ => { });

    private static IEnumerable<Item> Items()
    {
        foreach (var (index, city) in Cities.Index())
            yield return Of("city-registered", $"city/{city}", city,
                new() { ["name"] = $"Thành phố {index + 1}", ["gsoCode"] = $"{41 + index}" });
        yield return Of("cluster-established", $"cluster/{Cluster}", Cluster, new()
        {
            ["precision"] = "Unknown",
            ["scope"] = "Cluster",
            ["governingBody"] = "Bộ Công an",
            ["number"] = 1,
            ["name"] = "Cụm thi đua số 1",
        });
        foreach (var city in Cities)
            yield return Of("member-joined", $"cluster/{Cluster}", $"{city}-joins", new()
            {
                ["occurredOn"] = "2010-01-01",
                ["effectiveOn"] = "2010-01-01",
                ["cityId"] = city,
                ["cityIds"] = new JsonArray(city),
                ["unit"] = new JsonObject { ["name"] = $"Công an {city}", ["cityId"] = city },
            });
        foreach (var campaign in Campaigns)
            yield return Of("campaign-launched", $"campaign/{campaign}", campaign, new()
            {
                ["occurredOn"] = "2012-01-01",
                ["scope"] = "Campaign",
                ["clusterId"] = Cluster,
                ["name"] = $"Phong trào {campaign}",
                ["form"] = "Regular",
                ["period"] = new JsonObject { ["from"] = "2012-01-01", ["to"] = "2022-12-31" },
                ["launcher"] = new JsonObject { ["name"] = "Bộ Công an" },
            });
    }

    private static Item Of(string type, string stream, string id, JsonObject data) => new(id, type, stream, data, "");
}
