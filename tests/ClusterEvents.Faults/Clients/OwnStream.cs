using System.Globalization;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>A stream on which one recorder alone writes, sequentially.</summary>
internal sealed class OwnStream(string kind, string id, string city, string campaign)
{
    public static readonly IReadOnlyList<string> Kinds = ["meeting", "directive", "ceremony", "community"];

    private static readonly DateOnly FirstDay = new(2015, 1, 1);

    private readonly HashSet<string> _acknowledged = [];

    public string Key { get; } = $"{kind}/{id}";

    /// <summary>Whether a submission about it was abandoned, so that later ones may be rejected.</summary>
    public bool Uncertain { get; set; }

    public (Item Item, string Field) Opening(string submission, RandomSource random) => kind switch
    {
        "meeting" => Of("meeting-held", "venue", submission, random, $"/v1/meetings?stream={Key}", new()
        {
            ["kind"] = "MidYearReview",
            ["venue"] = $"Hội trường {submission}",
            ["hostUnit"] = new JsonObject { ["name"] = $"Công an {city}", ["cityId"] = city },
        }),
        "directive" => Of("directive-issued", "summary", submission, random, $"/v1/directives?stream={Key}", new()
        {
            ["issuer"] = new JsonObject { ["name"] = "Cụm thi đua số 1" },
            ["basis"] = "ConferenceConclusion",
            ["summary"] = $"Chỉ đạo {submission}",
            ["cityIds"] = new JsonArray([.. Situation.Cities.Select(one => JsonValue.Create(one))]),
            ["addressees"] = new JsonArray([.. Situation.Cities.Select(one => JsonValue.Create(one))]),
        }),
        "ceremony" => Tribute("flowers-offered", "flowers", submission, random),
        _ => Gifts(submission, random),
    };

    public (Item Item, string Field) Next(string submission, RandomSource random) => kind switch
    {
        "meeting" => Of("remarks-delivered", "gist", submission, random, $"/v1/{kind}s/{id}/remarks", new()
        {
            ["person"] = Person(submission),
            ["kind"] = random.Of(["Opening", "Guiding", "Closing", "Other"]),
            ["gist"] = $"Phát biểu {submission}",
        }),
        "directive" => Follow(submission, random),
        "ceremony" => Tribute("incense-offered", "incense", submission, random),
        _ => Gifts(submission, random),
    };

    private (Item Item, string Field) Follow(string submission, RandomSource random)
    {
        var by = random.Of(Situation.Cities);
        return _acknowledged.Add(by)
            ? Of("directive-acknowledged", "", submission, random, $"/v1/{kind}s/{id}/acknowledgements",
                new() { ["city"] = by, ["cityIds"] = new JsonArray(by), ["by"] = Person(submission) })
            : Of("directive-progress-reported", "note", submission, random, $"/v1/{kind}s/{id}/progress",
                new()
                {
                    ["city"] = by,
                    ["cityIds"] = new JsonArray(by),
                    ["percent"] = random.Number(0, 100),
                    ["note"] = $"Tiến độ {submission}",
                });
    }

    private (Item Item, string Field) Tribute(string type, string route, string submission, RandomSource random) =>
        Of(type, "place", submission, random, $"/v1/ceremonies/{route}?stream={Key}", new()
        {
            ["honouree"] = "Chủ tịch Hồ Chí Minh",
            ["place"] = $"Đài tưởng niệm {submission}",
            ["participants"] = new JsonArray(city),
        });

    private (Item Item, string Field) Gifts(string submission, RandomSource random) =>
        Of("community-activity-held", "kind", submission, random, $"/v1/community-activities?stream={Key}",
            new() { ["kind"] = $"Tặng quà {submission}", ["amountVnd"] = random.Number(0, 1_000_000_000) });

    private static JsonObject Person(string submission) =>
        new() { ["name"] = $"Cán bộ {submission}", ["rank"] = "Đại tá", ["post"] = "Giám đốc" };

    private (Item Item, string Field) Of(
        string type, string field, string submission, RandomSource random, string route, JsonObject fields)
    {
        // Nothing follows before its meeting was held or its directive was issued.
        var day = FirstDay.AddDays(type is "meeting-held" or "directive-issued" ? 0 : random.Number(0, 2_500));
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

        return (new(submission, type, Key, data, route), field);
    }
}
