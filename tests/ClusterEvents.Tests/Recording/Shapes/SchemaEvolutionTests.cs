using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Corrections;
using Xunit;

namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>A program with a changed event continues with the database of the program before.</summary>
public sealed class SchemaEvolutionTests(SchemaEvolutionTests.Store store) : IClassFixture<SchemaEvolutionTests.Store>
{
    private TestApp App => store.After;

    [Fact]
    public async Task An_event_stored_in_the_earlier_shape_is_read_in_the_current_one()
    {
        var entry = (await App.GetAsync($"/v1/activities/{store.Plain}")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("12 hoa đăng", (string)entry["title"]!);
        Assert.Equal(12, (int)entry["data"]!["count"]!);
        Assert.Equal("Hồ Gươm", (string)entry["data"]!["place"]!);
        Assert.Null(entry["data"]!["where"]);
    }

    [Fact]
    public async Task A_correction_in_the_earlier_shape_still_applies_and_a_new_one_follows_it()
    {
        var corrected = (await App.GetAsync($"/v1/activities/{store.Corrected}")).Json;
        Assert.Equal("30 hoa đăng", (string)corrected["title"]!);
        Assert.Equal("Lê Văn C", (string)corrected["data"]!["litBy"]!["name"]!);
        Assert.True((bool)corrected["corrected"]!);

        (await App.CorrectAsync(store.Corrected, ("place", "Hồ Tây", "Hồ Xuân Hương"))).Expect(HttpStatusCode.Created);

        corrected = (await App.GetAsync($"/v1/activities/{store.Corrected}")).Json;
        Assert.Equal(("Hồ Xuân Hương", 30),
            ((string)corrected["data"]!["place"]!, (int)corrected["data"]!["count"]!));
    }

    [Fact]
    public async Task A_rebuilt_timeline_shows_it_in_the_current_shape()
    {
        await using var anew = TestApp.With([], catalogue: Lanterns.After);
        await anew.InitializeAsync();
        await ImportAsync(store.Export, anew);

        var entry = (await anew.TimelineAsync("cities/can-tho")).Entries
            .Single(entry => (string?)entry!["activityId"] == store.Corrected)!;
        Assert.Equal(("30 hoa đăng", "Hồ Tây"), ((string)entry["title"]!, (string)entry["data"]!["place"]!));
        // An import records now, in the current shape.
        Assert.Contains("clusterevents.lanterns-lit.v3",
            (await anew.GetAsync("/v1/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_and_a_raw_stream_print_it_as_it_was_stored()
    {
        foreach (var earlier in store.Export.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Contains(earlier, (await App.GetAsync("/v1/events")).Text, StringComparison.Ordinal);

        var stream = (await App.GetAsync($"/v1/streams/ceremony/plain")).Expect(HttpStatusCode.OK).Json;
        var stored = stream["events"]!.AsArray().Single()!;
        Assert.Equal("clusterevents.lanterns-lit.v2", (string)stored["type"]!);
        Assert.Equal("12", (string)stored["data"]!["number"]!);
    }

    [Fact]
    public async Task Either_version_is_taken_and_found_by_its_type()
    {
        var first = (await App.PostEventAsync(Lit("a", 1))).Expect(HttpStatusCode.Created);
        (await App.PostEventAsync(Lit("b", 3))).Expect(HttpStatusCode.Created);

        Assert.Equal("Hồ Gươm",
            (string)(await App.GetAsync($"/v1/activities/{first.Json["activityId"]}")).Json["data"]!["place"]!);
        Assert.NotEmpty(await App.EventsAsync("type=clusterevents.lanterns-lit.v2"));
        Assert.NotEmpty(await App.EventsAsync("type=clusterevents.lanterns-lit.v3"));
        (await App.GetAsync("/v1/events?type=clusterevents.lanterns-lit.v4"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task An_event_in_the_earlier_shape_is_recognised_in_both_shapes()
    {
        foreach (var version in new[] { 1, 2, 3 })
            Assert.True((bool)(await App.PostEventAsync(Lit("plain", version)))
                .Expect(HttpStatusCode.Created).Json["duplicate"]!);
    }

    [Fact]
    public async Task An_earlier_version_is_held_to_the_rules_as_well()
    {
        var lit = Lit("c", 1);
        lit["data"]!["number"] = "mười";
        (await App.PostEventAsync(lit)).Refused(HttpStatusCode.BadRequest, "invalid-request");
        lit = Lit("d", 1);
        lit["data"]!.AsObject().Remove("where");
        var refused = (await App.PostEventAsync(lit)).Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(refused.Json["errors"]!["data.place"]);
        lit = Lit("e", 1);
        lit["data"] = "no object";
        (await App.PostEventAsync(lit)).Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static async Task ImportAsync(string lines, TestApp app)
    {
        var results = (await app.PostRawAsync("/v1/events", lines, "application/x-ndjson"))
            .Expect(HttpStatusCode.OK).Text;
        Assert.All(results.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains("\"status\":201", line, StringComparison.Ordinal));
    }

    private static JsonObject Lit(string id, int version)
    {
        var (place, count, person) = version < 3 ? ("where", "number", "by") : ("place", "count", "litBy");
        var lit = Scenarios.Event("lanterns-lit", $"ceremony/{id}", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            [place] = "Hồ Gươm",
            [count] = version < 3 ? "12" : 12,
            [person] = new JsonObject { ["name"] = "Nguyễn Văn A", ["rank"] = "Đại tá" },
        }, $"lanterns-{id}");
        lit["type"] = $"clusterevents.lanterns-lit.v{version}";
        return lit;
    }

    /// <summary>A database written by the earlier program and served by the later one.</summary>
    public sealed class Store : IAsyncLifetime
    {
        public TestApp After { get; private set; } = null!;

        public string Plain { get; private set; } = "";

        public string Corrected { get; private set; } = "";

        /// <summary>An export of the earlier program.</summary>
        public string Export { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            string database;
            await using (var before = TestApp.EstablishedWith([], catalogue: Lanterns.Before))
            {
                await before.InitializeAsync();
                await RecordAsync(before);
                database = before.ConnectionString;
            }

            After = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = database }, catalogue: Lanterns.After);
            await After.InitializeAsync();
        }

        public ValueTask DisposeAsync() => After.DisposeAsync();

        private async Task RecordAsync(TestApp before)
        {
            Plain = await RecordAsync(before, "plain");
            Corrected = await RecordAsync(before, "corrected");
            (await before.CorrectAsync(Corrected, ("number", "12", "30"), ("where", "Hồ Gươm", "Hồ Tây")))
                .Expect(HttpStatusCode.Created);
            (await before.CorrectAsync(Corrected, ("by.name", "Nguyễn Văn A", "Lê Văn C")))
                .Expect(HttpStatusCode.Created);
            Export = (await before.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text;
        }

        private static async Task<string> RecordAsync(TestApp app, string id) =>
            (string)(await app.PostEventAsync(Lit(id, 1))).Expect(HttpStatusCode.Created).Json["activityId"]!;
    }
}
