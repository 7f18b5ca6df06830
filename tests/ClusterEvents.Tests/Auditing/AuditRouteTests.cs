using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>The HTTP routes for auditors.</summary>
[Collection<OnSealedLog>]
public sealed class AuditRouteTests(SealedApp app)
{
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_replay_is_the_timeline_to_the_byte_now_and_then()
    {
        var corrected = (await app.GetAsync($"/v1/activities/{app.Corrected}")).Json;
        var before = long.Parse(
            (string)(await app.GetAsync($"/v1/streams/{corrected["stream"]}")).Json["events"]![0]!["sequence"]!, null);
        foreach (var known in new[] { "", $"&knownAt={before}" })
        {
            var shown = await app.GetAsync(
                $"/v1/timelines/cities/can-tho?limit=5&order=asc&include=corrections,retracted{known}");
            var replayed = await app.GetAsync(
                $"/v1/audit/replay/cities/can-tho?order=asc&include=corrections,retracted{known}");

            var first = replayed.Expect(HttpStatusCode.OK).Entries.Take(5).Select(entry => entry!.ToJsonString());
            Assert.Equal(shown.Expect(HttpStatusCode.OK).Entries.Select(entry => entry!.ToJsonString()), first);
            Assert.Equal(shown.Position, replayed.Position);
        }
    }

    [Fact]
    public async Task Differences_between_two_positions_show_who_and_why()
    {
        var all = (await app.GetAsync("/v1/audit/differences?timeline=city/can-tho&limit=1000"))
            .Expect(HttpStatusCode.OK);
        var changes = all.Json["differences"]!.AsArray();
        var corrected = changes.Single(change => (string)change!["effect"]! == "corrected")!;
        Assert.Equal(app.Corrected, (string)corrected["activityId"]!);
        Assert.Equal("Địa điểm khác", (string)corrected["reason"]!);
        Assert.Equal("local-developer", (string)corrected["recordedBy"]!);
        Assert.Equal("Nhà tưởng niệm", (string)corrected["event"]!["changes"]![0]!["old"]!);

        var position = (long)corrected["position"]!;
        var only = await app.GetAsync($"/v1/audit/differences?timeline=city/can-tho&from={position - 1}&to={position}");
        Assert.Equal("corrected", (string)Assert.Single(only.Json["differences"]!.AsArray())!["effect"]!);

        // Reading page by page gives the same result.
        var paged = new List<string>();
        for (JsonNode? from = 0; from is not null;)
        {
            var page = await app.GetAsync($"/v1/audit/differences?timeline=city/can-tho&limit=100&from={from}");
            paged.AddRange(page.Json["differences"]!.AsArray().Select(change => change!.ToJsonString()));
            from = page.Json["next"];
        }

        Assert.Equal(changes.Select(change => change!.ToJsonString()), paged);
    }

    [Fact]
    public async Task A_state_is_read_for_any_position()
    {
        var newest = (await app.GetAsync("/v1/audit/states?timeline=city/can-tho")).Expect(HttpStatusCode.OK).Json;
        var position = (long)newest["position"]!;
        var same = (await app.GetAsync($"/v1/audit/states?timeline=city/can-tho&position={position}")).Json;
        var earlier = (await app.GetAsync($"/v1/audit/states?timeline=city/can-tho&position={position - 1}")).Json;

        Assert.Equal(newest.ToJsonString(), same.ToJsonString());
        Assert.NotEqual((string)newest["state"]!, (string)earlier["state"]!);
        (await app.GetAsync("/v1/audit/states?timeline=city/nowhere")).Refused(HttpStatusCode.NotFound, "no-state");
        (await app.GetAsync("/v1/audit/states?timeline=meeting/x"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_verification_is_kept()
    {
        var made = (await app.PostAsync("/v1/audit/verifications", new { })).Expect(HttpStatusCode.Created);
        Assert.True((bool)made.Json["report"]!["clean"]!);

        var kept = (await app.GetAsync(made.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        var list = (await app.GetAsync("/v1/audit/verifications")).Expect(HttpStatusCode.OK);

        Assert.Equal(made.Text, kept.Text);
        Assert.Contains(list.Json.AsArray(), one => (string)one!["id"]! == (string)made.Json["id"]!);
        (await app.GetAsync("/v1/audit/verifications/1")).Refused(HttpStatusCode.NotFound, "unknown-verification");
    }

    [Theory]
    [InlineData("gen_random_uuid(), now(), report")]
    [InlineData("gen_random_uuid(), now(), report - 'signature'")]
    [InlineData("gen_random_uuid(), now(), report || '{\"findingCount\": 0}'")]
    public async Task A_report_that_the_log_did_not_sign_is_told_apart(string forged)
    {
        var made = (await app.PostAsync("/v1/audit/verifications", new { })).Expect(HttpStatusCode.Created).Json;
        Assert.True((bool)made["signedByLog"]!);
        await app.ExecuteAsync("insert into clusterevents.audit_report "
            + $"select {forged} from clusterevents.audit_report where id = '{made["id"]}'");

        var list = (await app.GetAsync("/v1/audit/verifications")).Expect(HttpStatusCode.OK).Json.AsArray();

        Assert.Contains(list, one => (bool)one!["signedByLog"]! && (string)one["id"]! == (string)made["id"]!);
        Assert.Contains(list, one => !(bool)one!["signedByLog"]!
            && (string)one["report"]!["finishedAt"]! == (string)made["report"]!["finishedAt"]!);
        await app.TamperAsync($"delete from clusterevents.audit_report where id <> '{made["id"]}' "
            + $"and report->>'finishedAt' = '{made["report"]!["finishedAt"]}'");
    }

    [Fact]
    public async Task An_activity_that_fits_into_no_leaf_is_refused()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["sources"] = new JsonArray([.. Enumerable.Range(0, 20).Select(_ =>
            new JsonObject { ["note"] = new string('x', 3_500) })]);

        (await app.PostEventAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        var extended = Scenarios.Flowers();
        for (var i = 0; i < 30; i++) extended[$"extension{i}"] = new string('ộ', 900);
        (await app.PostRawAsync("/v1/events", extended.ToJsonString(Readable), "application/cloudevents+json"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
    }
}
