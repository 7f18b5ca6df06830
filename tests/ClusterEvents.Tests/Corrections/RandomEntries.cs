using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Tests.Corrections;

/// <summary>What a random history has recorded, and random changes of it.</summary>
internal sealed class RandomEntries
{
    private readonly List<(string Id, bool Retracted)> _entries = [];

    public IEnumerable<string> Ids => _entries.Select(entry => entry.Id);

    public void Add(Answer recorded) => _entries.Add(((string)recorded.Json["activityId"]!, false));

    /// <summary>Retracts, reinstates or re-dates a recorded entry; null if there is none.</summary>
    public async Task<Answer?> ChangeAsync(TestApp app, Random random, string anotherDay)
    {
        if (_entries.Count == 0) return null;
        var index = random.Next(_entries.Count);
        var (id, retracted) = _entries[index];
        var entry = (await app.GetAsync($"/v1/activities/{id}")).Json;
        if (!retracted && random.Next(2) == 0 && (string?)entry["occurredOn"] is { } day)
            return await app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
            {
                ["changes"] = new JsonArray(
                    new JsonObject { ["field"] = "occurredOn", ["old"] = day, ["new"] = anotherDay }),
                ["reason"] = "Ghi nhầm ngày",
            });
        var answer = await app.PostAsync(
            $"/v1/activities/{id}/{(retracted ? "reinstatement" : "retraction")}", new { Reason = "Kiểm tra lại" });
        if (answer.Status == HttpStatusCode.Created) _entries[index] = (id, !retracted);
        return answer;
    }

    /// <summary>Adds the address of what a recording has opened.</summary>
    public static Answer Keep(List<string> addresses, string path, Answer answer)
    {
        if (answer.Status == HttpStatusCode.Created) addresses.Add(path + answer.Stream!.Split('/')[1]);
        return answer;
    }
}
