using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Tests;

/// <summary>Brings an installation into the situations that tests need.</summary>
public static class Scenarios
{
    public const string Cluster = "cum-1-bca";
    public const string Campaign = "vi-an-ninh-to-quoc-2022";
    public const string Today = "2022-07-29";

    private static int s_ids;

    /// <summary>
    /// Two member cities since 2020, a guest city that never joined, and an open campaign edition of 2022.
    /// </summary>
    public static async Task GivenEstablishedClusterAsync(this TestApp app)
    {
        await app.GivenCityAsync("can-tho", "Cần Thơ", "92");
        await app.GivenCityAsync("da-nang", "Đà Nẵng", "48");
        await app.GivenCityAsync("hai-phong", "Hải Phòng", "31");
        (await app.PostEventAsync(Event("cluster-established", $"cluster/{Cluster}", new JsonObject
        {
            ["precision"] = "Unknown",
            ["scope"] = "Cluster",
            ["governingBody"] = "Bộ Công an",
            ["number"] = 1,
            ["name"] = "Cụm thi đua số 1",
        }))).Expect(HttpStatusCode.Created);
        await app.GivenMemberAsync("can-tho", "2020-01-01");
        await app.GivenMemberAsync("da-nang", "2020-01-01");
        (await app.PostEventAsync(Event("campaign-launched", $"campaign/{Campaign}", new JsonObject
        {
            ["occurredOn"] = "2022-01-01",
            ["scope"] = "Campaign",
            ["clusterId"] = Cluster,
            ["name"] = "Vì an ninh Tổ quốc",
            ["form"] = "Regular",
            ["period"] = new JsonObject { ["from"] = "2022-01-01", ["to"] = "2022-12-31" },
            ["launcher"] = new JsonObject { ["name"] = "Bộ Công an" },
        }))).Expect(HttpStatusCode.Created);
    }

    public static async Task GivenCityAsync(this TestApp app, string cityId, string name, string gsoCode) =>
        (await app.PostEventAsync(Event("city-registered", $"city/{cityId}", new JsonObject
        {
            ["name"] = name,
            ["gsoCode"] = gsoCode,
        }))).Expect(HttpStatusCode.Created);

    public static async Task GivenMemberAsync(this TestApp app, string cityId, string day) =>
        (await app.PostEventAsync(Event("member-joined", $"cluster/{Cluster}", new JsonObject
        {
            ["occurredOn"] = day,
            ["effectiveOn"] = day,
            ["cityId"] = cityId,
            ["cityIds"] = new JsonArray(cityId),
            ["unit"] = new JsonObject { ["name"] = $"Công an {cityId}", ["cityId"] = cityId },
        }))).Expect(HttpStatusCode.Created);

    /// <summary>Flowers offered by the whole cluster, to be changed by tests.</summary>
    public static JsonObject Flowers(string? id = null, string occurredOn = Today) =>
        Event("flowers-offered", null, new JsonObject
        {
            ["occurredOn"] = occurredOn,
            ["dayPart"] = "Morning",
            ["sequenceHint"] = 1,
            ["clusterId"] = Cluster,
            ["scope"] = "Cluster",
            ["campaignIds"] = new JsonArray(Campaign),
            ["honouree"] = "Chủ tịch Hồ Chí Minh",
            ["place"] = "Nhà tưởng niệm",
            ["participants"] = new JsonArray("can-tho", "da-nang"),
            ["sources"] = new JsonArray(new JsonObject { ["publisher"] = "Báo Công an nhân dân" }),
        }, id);

    /// <summary>A meeting of one city, as the body of its route.</summary>
    public static JsonObject Meeting(string occurredOn = Today) => new()
    {
        ["occurredOn"] = occurredOn,
        ["clusterId"] = Cluster,
        ["cityIds"] = new JsonArray("can-tho"),
        ["campaignIds"] = new JsonArray(Campaign),
        ["kind"] = "MidYearReview",
        ["venue"] = "Công an thành phố Cần Thơ",
        ["hostUnit"] = new JsonObject { ["name"] = "Công an thành phố Cần Thơ" },
    };

    /// <summary>The stream of a meeting that was held.</summary>
    public static async Task<string> GivenMeetingAsync(this TestApp app) =>
        (await app.PostAsync("/v1/meetings", Meeting())).Expect(HttpStatusCode.Created).Stream!;

    /// <summary>A CloudEvent; with an id of its own where none is given.</summary>
    public static JsonObject Event(string type, string? subject, JsonObject data, string? id = null)
    {
        var cloudEvent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? $"event-{Interlocked.Increment(ref s_ids)}",
            ["source"] = "/tests",
            ["type"] = $"clusterevents.{type}.v1",
            ["data"] = data,
        };
        if (subject is not null) cloudEvent["subject"] = subject;
        return cloudEvent;
    }
}
