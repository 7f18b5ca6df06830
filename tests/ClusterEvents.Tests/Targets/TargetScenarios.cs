using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Tests.Targets;

/// <summary>Targets in various states.</summary>
internal static class TargetScenarios
{
    /// <summary>At least 90.5 %, for the whole cluster unless a city is named.</summary>
    public static JsonObject Target(string? city = null, string dueOn = "2022-11-30") => new()
    {
        ["occurredOn"] = "2022-02-01",
        ["clusterId"] = Scenarios.Cluster,
        ["scope"] = city is null ? "Cluster" : "City",
        ["campaignIds"] = new JsonArray(Scenarios.Campaign),
        ["city"] = city,
        ["metric"] = "Tỷ lệ điều tra, khám phá án",
        ["operator"] = "AtLeast",
        ["value"] = "90.5",
        ["unit"] = "Percent",
        ["baseline"] = "85.00",
        ["dueOn"] = dueOn,
    };

    /// <summary>The path of a target that was set.</summary>
    public static async Task<string> GivenTargetAsync(
        this TestApp app, string? city = null, string dueOn = "2022-11-30") =>
        $"/v1/targets/{(await app.PostAsync("/v1/targets", Target(city, dueOn))).Expect(HttpStatusCode.Created)
            .Stream!["target/".Length..]}";

    public static Task<Answer> ReportAsync(
        this TestApp app, string target, string value, string city = "can-tho", string? unit = null,
        string day = "2022-07-01") =>
        app.PostAsync($"{target}/progress", new JsonObject
        {
            ["occurredOn"] = day,
            ["city"] = city,
            ["value"] = value,
            ["asOf"] = "2022-06-30",
            ["unit"] = unit,
        });

    /// <summary>Ends a city's target as <c>met</c> or <c>missed</c>.</summary>
    public static Task<Answer> EndAsync(
        this TestApp app, string target, string result, string day, string city = "can-tho",
        string precision = "Day") =>
        app.PostAsync($"{target}/{result}", new JsonObject
        {
            ["occurredOn"] = day,
            ["precision"] = precision,
            ["city"] = city,
            ["finalValue"] = result == "met" ? "91.25" : "70",
        });

    public static Task<Answer> ReviseAsync(this TestApp app, string target, string? city, string value)
    {
        var revision = Target(city, "2022-12-31");
        revision["occurredOn"] = "2022-08-01";
        revision["value"] = value;
        return app.PostAsync($"{target}/revisions", revision);
    }

    /// <summary>The state of one city.</summary>
    public static async Task<JsonNode> CityAsync(this TestApp app, string target, string city = "can-tho") =>
        (await app.GetAsync(target)).Expect(HttpStatusCode.OK).Json["cities"]!.AsArray()
            .Single(one => (string?)one!["cityId"] == city)!;
}
