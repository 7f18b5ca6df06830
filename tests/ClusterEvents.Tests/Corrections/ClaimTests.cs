using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>Claims follow the state of entries: corrected, retracted and reinstated.</summary>
public sealed class ClaimTests : IAsyncLifetime
{
    private readonly TestApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_corrected_code_is_free_for_another_city_and_the_new_one_is_taken()
    {
        var hue = await RegisterAsync("hue", "46");
        (await PostAsync(Correction(hue, "gsoCode", "46", "47"))).Expect(HttpStatusCode.Created);

        await RegisterAsync("vinh", "46");
        await RefusedAsync("da-lat", "47");
    }

    [Fact]
    public async Task A_correction_cannot_take_what_another_holds()
    {
        var hue = await RegisterAsync("hue", "46");
        await RegisterAsync("vinh", "40");

        (await PostAsync(Correction(hue, "gsoCode", "46", "40")))
            .Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
        // The rejected correction released nothing.
        await RefusedAsync("da-lat", "46");
    }

    [Fact]
    public async Task A_retraction_releases_claims_and_a_reinstatement_claims_again_or_is_rejected()
    {
        var hue = await RegisterAsync("hue", "46");
        (await PostAsync(About("entry-retracted", hue))).Expect(HttpStatusCode.Created);
        (await PostAsync(About("entry-reinstated", hue))).Expect(HttpStatusCode.Created);
        await RefusedAsync("vinh", "46");

        (await PostAsync(About("entry-retracted", hue))).Expect(HttpStatusCode.Created);
        var vinh = await RegisterAsync("vinh", "46");
        (await PostAsync(About("entry-reinstated", hue))).Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");

        (await PostAsync(About("entry-retracted", vinh))).Expect(HttpStatusCode.Created);
        (await PostAsync(About("entry-reinstated", hue))).Expect(HttpStatusCode.Created);
        (await PostAsync(About("entry-reinstated", vinh)))
            .Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
    }

    [Fact]
    public async Task A_correction_of_a_retracted_entry_claims_nothing_until_it_is_reinstated()
    {
        var hue = await RegisterAsync("hue", "46");
        (await PostAsync(About("entry-retracted", hue))).Expect(HttpStatusCode.Created);
        (await PostAsync(Correction(hue, "gsoCode", "46", "47"))).Expect(HttpStatusCode.Created);
        await RegisterAsync("vinh", "47");

        (await PostAsync(About("entry-reinstated", hue))).Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
    }

    [Fact]
    public async Task A_predecessor_that_a_correction_leaves_out_can_be_merged_elsewhere()
    {
        foreach (var (id, code) in
            new[] { ("can-tho", "92"), ("hai-phong", "31"), ("hau-giang", "93"), ("soc-trang", "94") })
            await RegisterAsync(id, code);
        var merger = await IdOfAsync(Merger("can-tho", "hau-giang", "soc-trang"));
        (await PostAsync(Merger("hai-phong", "soc-trang")))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-already-merged");

        (await PostAsync(Correction(merger,
            ("predecessors", new JsonArray("hau-giang", "soc-trang"), new JsonArray("hau-giang")),
            ("cityIds", new JsonArray("can-tho", "hau-giang", "soc-trang"), new JsonArray("can-tho", "hau-giang")))))
            .Expect(HttpStatusCode.Created);

        (await PostAsync(Merger("hai-phong", "soc-trang"))).Expect(HttpStatusCode.Created);
        (await PostAsync(Merger("hai-phong", "hau-giang")))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-already-merged");
    }

    [Fact]
    public async Task Drafts_of_one_batch_see_the_claims_taken_and_released_before_them()
    {
        var hue = await RegisterAsync("hue", "46");
        await RegisterAsync("vinh", "40");

        // Each code moves from city to city within one transaction.
        (await _app.PostEventAsync(new JsonArray(
            Correction(hue, "gsoCode", "46", "47"), City("da-lat", "46"), Correction(hue, "gsoCode", "47", "48"),
            City("bac-lieu", "47")))).Expect(HttpStatusCode.Created);
        foreach (var code in new[] { "40", "46", "47", "48" }) await RefusedAsync("ca-mau", code);

        // Claims of earlier drafts of the batch count, and late claims are looked up in the database.
        (await _app.PostEventAsync(new JsonArray(Correction(hue, "gsoCode", "48", "49"), City("ca-mau", "49"))))
            .Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
        var named = Correction(hue, "name", "hue", "Huế");
        (await _app.PostEventAsync(new JsonArray(named, Correction(hue, "gsoCode", "48", "40"))))
            .Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
    }

    [Fact]
    public async Task Two_corrections_in_one_batch_are_checked_for_the_claim_that_they_make_together()
    {
        await RegisterAsync("can-tho", "92");
        await IdOfAsync(Scenarios.Event("cluster-established", $"cluster/{Scenarios.Cluster}", new JsonObject
        {
            ["precision"] = "Unknown",
            ["scope"] = "Cluster",
            ["governingBody"] = "Bộ Công an",
            ["number"] = 1,
            ["name"] = "Cụm thi đua số 1",
        }));
        await IdOfAsync(Campaign("first", "Vì an ninh Tổ quốc", "2022"));
        var second = await IdOfAsync(Campaign("second", "Người tốt việc tốt", "2021"));

        (await _app.PostEventAsync(new JsonArray(
            Correction(second, "name", "Người tốt việc tốt", "Vì an ninh Tổ quốc"),
            Correction(second, ("period", Year("2021"), Year("2022"))))))
            .Refused(HttpStatusCode.UnprocessableEntity, "campaign-already-launched");
    }

    [Fact]
    public async Task One_of_two_nodes_gets_a_claim_that_both_take_at_once()
    {
        await using var one = TestApp.With(new() { ["Nodes:Single"] = "false" });
        await one.InitializeAsync();
        await using var other = TestApp.With(new()
        {
            ["Nodes:Single"] = "false",
            ["ConnectionStrings:ClusterEvents"] = one.ConnectionString,
        });
        await other.InitializeAsync();
        string[] cities = [.. Enumerable.Range(0, 12).Select(number => $"city-{number}")];
        var ids = new List<string>();
        foreach (var (city, index) in cities.Select((city, index) => (city, index)))
            ids.Add((string)(await one.PostEventAsync(City(city, $"{10 + index}"))).Json["activityId"]!);

        var answers = await Task.WhenAll(ids.Select((id, index) => (index % 2 == 0 ? one : other)
            .PostEventAsync(Correction(id, "gsoCode", $"{10 + index}", "99"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer =>
            Assert.True(answer.Code is "gso-code-taken" or "concurrent-write", answer.Text));
        (await other.PostEventAsync(City("da-lat", "99")))
            .Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");
    }

    private Task<Answer> PostAsync(JsonObject cloudEvent) => _app.PostEventAsync(cloudEvent);

    private async Task<string> IdOfAsync(JsonObject cloudEvent) =>
        (string)(await PostAsync(cloudEvent)).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private Task<string> RegisterAsync(string id, string code) => IdOfAsync(City(id, code));

    private async Task RefusedAsync(string id, string code) =>
        (await PostAsync(City(id, code))).Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken");

    private static JsonObject City(string id, string code) => Scenarios.Event("city-registered", $"city/{id}",
        new JsonObject { ["name"] = id, ["gsoCode"] = code });

    private static JsonObject Merger(string successor, params string[] predecessors) =>
        Scenarios.Event("cities-merged", $"city/{successor}", new JsonObject
        {
            ["occurredOn"] = "2025-07-01",
            ["successor"] = successor,
            ["predecessors"] = new JsonArray([.. predecessors]),
            ["effectiveOn"] = "2025-07-01",
            ["legalBasis"] = "Nghị quyết",
        });

    private static JsonObject Campaign(string id, string name, string year) =>
        Scenarios.Event("campaign-launched", $"campaign/{id}", new JsonObject
        {
            ["occurredOn"] = "2021-01-01",
            ["scope"] = "Campaign",
            ["clusterId"] = Scenarios.Cluster,
            ["name"] = name,
            ["form"] = "Regular",
            ["period"] = Year(year),
            ["launcher"] = new JsonObject { ["name"] = "Bộ Công an" },
        });

    private static JsonObject Year(string year) => new() { ["from"] = $"{year}-01-01", ["to"] = $"{year}-12-31" };

    private static JsonObject About(string type, string id) => Scenarios.Event(type, null,
        new JsonObject { ["targetEventId"] = id, ["reason"] = "Ghi nhầm" });

    private static JsonObject Correction(string id, string field, string old, string @new) =>
        Correction(id, (field, old, @new));

    private static JsonObject Correction(string id, params (string Field, JsonNode Old, JsonNode New)[] changes) =>
        Scenarios.Event("entry-corrected", null, new JsonObject
        {
            ["targetEventId"] = id,
            ["reason"] = "Ghi nhầm",
            ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
            {
                ["field"] = change.Field,
                ["old"] = change.Old,
                ["new"] = change.New,
            })]),
        });
}
