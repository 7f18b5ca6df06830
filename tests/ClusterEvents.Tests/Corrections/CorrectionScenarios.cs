using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Tests.Corrections;

internal static class CorrectionScenarios
{
    /// <summary>Records an entry of Cần Thơ; its key.</summary>
    public static async Task<string> FlowersAsync(this TestApp app) =>
        (string)(await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json["activityId"]!;

    /// <summary>An entry of Cần Thơ as its timeline shows it.</summary>
    public static async Task<JsonNode> EntryAsync(this TestApp app, string id, string query = "") =>
        (await app.TimelineAsync("cities/can-tho", query))
            .Entries.Single(entry => (string?)entry!["activityId"] == id)!;

    /// <summary>Corrects some fields of an entry.</summary>
    public static Task<Answer> CorrectAsync(
        this TestApp app, string id, params (string Field, JsonNode? Old, JsonNode? New)[] changes) =>
        app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
        {
            ["reason"] = "Ghi nhầm",
            ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
            {
                ["field"] = change.Field,
                ["old"] = change.Old,
                ["new"] = change.New,
            })]),
        });
}
