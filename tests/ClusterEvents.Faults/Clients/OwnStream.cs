using System.Globalization;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>A stream of one recorder, who alone writes on it and one thing after the other.</summary>
internal sealed class OwnStream(string kind, string id, string city, string campaign)
{
    public static readonly IReadOnlyList<string> Kinds = ["meeting", "directive", "ceremony", "community"];

    private readonly HashSet<string> _acknowledged = [];

    public string Key { get; } = $"{kind}/{id}";

    /// <summary>Whether a letter about it was given up: what follows on it may be refused.</summary>
    public bool Uncertain { get; set; }

    public (Item Item, string Field) Opening(string letter, Dice dice) => kind switch
    {
        "meeting" => Of("meeting-held", "venue", letter, dice, $"/v1/meetings?stream={Key}", new()
        {
            ["kind"] = "MidYearReview",
            ["venue"] = $"Hội trường {letter}",
            ["hostUnit"] = new JsonObject { ["name"] = $"Công an {city}", ["cityId"] = city },
        }),
        "directive" => Of("directive-issued", "summary", letter, dice, $"/v1/directives?stream={Key}", new()
        {
            ["issuer"] = new JsonObject { ["name"] = "Cụm thi đua số 1" },
            ["basis"] = "ConferenceConclusion",
            ["summary"] = $"Chỉ đạo {letter}",
            ["addressees"] = new JsonArray([.. Situation.Cities.Select(one => JsonValue.Create(one))]),
        }),
        "ceremony" => Tribute("flowers-offered", "flowers", letter, dice),
        _ => Gifts(letter, dice),
    };

    public (Item Item, string Field) Next(string letter, Dice dice) => kind switch
    {
        "meeting" => Of("remarks-delivered", "gist", letter, dice, $"/v1/{kind}s/{id}/remarks", new()
        {
            ["person"] = Person(letter),
            ["kind"] = dice.Of(["Opening", "Guiding", "Closing", "Other"]),
            ["gist"] = $"Phát biểu {letter}",
        }),
        "directive" => Follow(letter, dice),
        "ceremony" => Tribute("incense-offered", "incense", letter, dice),
        _ => Gifts(letter, dice),
    };

    private (Item Item, string Field) Follow(string letter, Dice dice)
    {
        var by = dice.Of(Situation.Cities);
        return _acknowledged.Add(by)
            ? Of("directive-acknowledged", "", letter, dice, $"/v1/{kind}s/{id}/acknowledgements",
                new() { ["city"] = by, ["cityIds"] = new JsonArray(by), ["by"] = Person(letter) })
            : Of("directive-progress-reported", "note", letter, dice, $"/v1/{kind}s/{id}/progress",
                new()
                {
                    ["city"] = by,
                    ["cityIds"] = new JsonArray(by),
                    ["percent"] = dice.Number(0, 100),
                    ["note"] = $"Tiến độ {letter}",
                });
    }

    private (Item Item, string Field) Tribute(string type, string route, string letter, Dice dice) =>
        Of(type, "place", letter, dice, $"/v1/ceremonies/{route}?stream={Key}", new()
        {
            ["honouree"] = "Chủ tịch Hồ Chí Minh",
            ["place"] = $"Đài tưởng niệm {letter}",
            ["participants"] = new JsonArray(city),
        });

    private (Item Item, string Field) Gifts(string letter, Dice dice) =>
        Of("community-activity-held", "kind", letter, dice, $"/v1/community-activities?stream={Key}",
            new() { ["kind"] = $"Tặng quà {letter}", ["amountVnd"] = dice.Number(0, 1_000_000_000) });

    private static JsonObject Person(string letter) =>
        new() { ["name"] = $"Cán bộ {letter}", ["rank"] = "Đại tá", ["post"] = "Giám đốc" };

    private (Item Item, string Field) Of(
        string type, string field, string letter, Dice dice, string route, JsonObject fields)
    {
        var day = new DateOnly(2015, 1, 1).AddDays(dice.Number(0, 2_500));
        var data = new JsonObject
        {
            ["occurredOn"] = day.ToString("O", CultureInfo.InvariantCulture),
            ["clusterId"] = Situation.Cluster,
            ["cityIds"] = new JsonArray(city),
            ["campaignIds"] = new JsonArray(campaign),
        };
        foreach (var (name, value) in fields.ToArray())
        {
            fields.Remove(name);
            data[name] = value;
        }

        return (new(letter, type, Key, data, route), field);
    }
}
