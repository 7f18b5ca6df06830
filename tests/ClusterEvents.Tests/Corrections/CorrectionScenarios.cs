using System.Text.Json.Nodes;

namespace ClusterEvents.Tests.Corrections;

internal static class CorrectionScenarios
{
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
