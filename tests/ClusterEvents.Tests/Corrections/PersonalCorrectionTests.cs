using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>Personal values in corrections can be erased too: each has a salt.</summary>
[Collection<OnOwnEntries>]
public sealed class PersonalCorrectionTests(EstablishedApp app)
{
    private static readonly JsonObject Colonel = Person("Nguyễn Văn A", "Đại tá");
    private static readonly JsonObject General = Person("Trần Văn B", "Thiếu tướng");

    public static TheoryData<string, string?, string?, string[]> Changes => new()
    {
        { "chair.name", "\"Nguyễn Văn A\"", "\"Nguyễn Văn An\"", ["/changes/0/new", "/changes/0/old"] },
        { "chair.post", null, "\"Giám đốc\"", ["/changes/0/new"] },
        { "chair.rank", "\"Đại tá\"", null, ["/changes/0/old"] },
        { "chair.unit", "\"Công an\"", "\"Công an Cần Thơ\"", [] },
        { "venue", "\"Công an thành phố Cần Thơ\"", "\"Hội trường\"", [] },
        {
            "chair", Colonel.ToJsonString(), General.ToJsonString(),
            ["/changes/0/new/name", "/changes/0/new/rank", "/changes/0/old/name", "/changes/0/old/rank"]
        },
        { "chair", Colonel.ToJsonString(), null, ["/changes/0/old/name", "/changes/0/old/rank"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Each_personal_value_of_a_correction_has_a_salt_under_its_pointer(
        string field, string? old, string? @new, string[] pointers)
    {
        var meeting = Scenarios.Meeting();
        meeting["chair"] = Colonel.DeepClone();
        var held = (await app.PostAsync("/v1/meetings", meeting)).Expect(HttpStatusCode.Created).Json["activityId"]!;
        var change = new JsonObject { ["field"] = field };
        if (old is not null) change["old"] = JsonNode.Parse(old);
        if (@new is not null) change["new"] = JsonNode.Parse(@new);

        var corrected = await CorrectAsync((string)held!, change);

        // The recorder, the source that names it, and the reason have salts in every correction.
        Assert.Equal([.. pointers, "/reason", "recordedby", "source"],
            (await SaltsAsync(corrected)).Select(salt => salt.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Several_changes_of_a_person_have_distinct_salts()
    {
        var meeting = await app.GivenMeetingAsync();
        var remarks = (await app.PostEventAsync(Scenarios.Event("remarks-delivered", meeting, new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["cityIds"] = new JsonArray("can-tho"),
            ["person"] = Colonel.DeepClone(),
            ["kind"] = "Guiding",
        }))).Expect(HttpStatusCode.Created).Json["activityId"]!;

        var corrected = await CorrectAsync((string)remarks!,
            new JsonObject { ["field"] = "gist", ["new"] = "Nói về kết quả" },
            new JsonObject { ["field"] = "person.name", ["old"] = "Nguyễn Văn A", ["new"] = "Lê Văn C" });
        var again = await CorrectAsync((string)remarks!,
            new JsonObject { ["field"] = "person.name", ["old"] = "Lê Văn C", ["new"] = "Lê Văn D" });

        Assert.Equal(["/changes/0/new", "/changes/1/new", "/changes/1/old", "/reason", "recordedby", "source"],
            (await SaltsAsync(corrected)).Select(salt => salt.Key).Order(StringComparer.Ordinal));
        string[] salts = [.. (await SaltsAsync((string)remarks!)).Concat(await SaltsAsync(corrected))
            .Concat(await SaltsAsync(again)).Select(salt => (string)salt.Value!)];
        Assert.Equal(salts.Length, salts.Distinct().Count());
        Assert.All(salts, salt => Assert.Equal(16, Convert.FromBase64String(salt).Length));
    }

    private static JsonObject Person(string name, string rank) =>
        new() { ["name"] = name, ["rank"] = rank, ["unit"] = "Công an" };

    private async Task<string> CorrectAsync(string id, params JsonNode[] changes) =>
        (string)(await app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(changes),
            ["reason"] = "Ghi nhầm",
        })).Expect(HttpStatusCode.Created).Json["activityId"]!;

    /// <summary>The salts in the event's headers, which no response contains.</summary>
    private async Task<JsonObject> SaltsAsync(string id)
    {
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        await using var query = database.CreateCommand(
            "select headers->'salts' from clusterevents.mt_events where id = $1");
        query.Parameters.Add(new() { Value = Guid.Parse(id) });
        return await query.ExecuteScalarAsync(TestApp.Cancel) is string salts ? JsonNode.Parse(salts)!.AsObject() : [];
    }
}
