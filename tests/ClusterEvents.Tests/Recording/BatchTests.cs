using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class BatchTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_batch_with_one_rejected_event_records_nothing_and_names_each_field()
    {
        var good = Samples.FlowersOffered("batch-good").With("relatedTo", null);
        var bad = Samples.IncenseOffered("batch-bad").With("relatedTo", null)
            .With("participants", new JsonArray("nowhere")).With("cityIds", new JsonArray("hai-phong"));

        var answer = await app.PostEventAsync(new JsonArray(good.CloudEvent("good"), bad.CloudEvent()));

        answer.Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");
        Assert.Equal(["[1].data.cityIds", "[1].data.participants"], answer.Fields());
        Assert.Equal(0, await app.VersionAsync(good.Subject));
        // Decisions of the rejected batch must not be cached for the next one.
        var again = (await app.PostEventAsync(good.CloudEvent("good"))).Expect(HttpStatusCode.Created);
        Assert.Equal(1, (int)again.Json["version"]!);
    }

    [Theory]
    [InlineData("application/cloudevents-batch+json", "[{0}]")]
    [InlineData("application/x-ndjson", "{0}")]
    public async Task If_Match_is_for_one_event_only(string mediaType, string body)
    {
        var flowers = Samples.FlowersOffered($"guarded-{mediaType.Length}").With("relatedTo", null);

        var answer = await app.PostRawAsync("/v1/events", string.Format(
            System.Globalization.CultureInfo.InvariantCulture, body, flowers.CloudEvent().ToJsonString()), mediaType,
            ("If-Match", "\"1\""));

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["If-Match"], answer.Fields());
        Assert.Equal(0, await app.VersionAsync(flowers.Subject));
    }

    [Fact]
    public async Task Malformed_events_of_a_batch_are_all_named_before_anything_is_decided()
    {
        var answer = await app.PostEventAsync(new JsonArray(
            Samples.FlowersOffered("malformed-1").With("honouree", 5).CloudEvent(),
            JsonValue.Create(7),
            Samples.FlowersOffered("malformed-2").With("plase", "x").CloudEvent()));

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["[0].data.honouree", "[1]", "[2].data.plase"], answer.Fields());
    }

    [Theory]
    [InlineData("{}", "not-a-list")]
    [InlineData("[]", "batch-size")]
    public async Task A_batch_is_a_list_that_is_not_empty(string body, string fault)
    {
        var answer = await app.PostRawAsync("/v1/events", body, "application/cloudevents-batch+json");

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fault, answer.CodeAt(""));
    }

    [Fact]
    public async Task A_batch_has_at_most_1000_events()
    {
        var tooMany = Enumerable.Range(0, 1_001).Select(_ => (JsonNode)Small());

        var answer = await app.PostEventAsync(new JsonArray([.. tooMany]));

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("application/x-ndjson", (string)answer.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_1000_events_is_recorded_whole()
    {
        var batch = Enumerable.Range(0, 1_000).Select(_ => (JsonNode)Small());

        var answer = (await app.PostEventAsync(new JsonArray([.. batch]))).Expect(HttpStatusCode.Created);

        Assert.Equal(1_000, answer.Json.AsArray().Select(item => (string)item!["activityId"]!).Distinct().Count());
        Assert.Equal(answer.Json.AsArray().Select(Position).Order(), answer.Json.AsArray().Select(Position));
    }

    [Fact]
    public async Task Receipts_of_a_batch_share_what_is_read_of_the_tree()
    {
        const int Batch = 100;
        var database = new NpgsqlConnectionStringBuilder(app.ConnectionString).Database;
        var readings = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = one =>
            {
                if ((string?)one.GetTagItem("db.namespace") == database
                    && one.GetTagItem("db.query.text") is string sql
                    && sql.StartsWith("select hash", StringComparison.Ordinal)) readings.Enqueue(sql);
            },
        };
        ActivitySource.AddActivityListener(listener);

        var recorded = (await app.PostEventAsync(
            new JsonArray([.. Enumerable.Range(0, Batch).Select(_ => Scenarios.Flowers())]), ("Prefer", "receipt")))
            .Expect(HttpStatusCode.Created);

        Assert.All(recorded.Json.AsArray(), one => Assert.True(Receipt.TryParse((string)one!["receipt"]!, out _)));
        // Some more for the sealer, which reads the edge of the tree before each checkpoint.
        Assert.InRange(readings.Count, 1, Batch / 2);
    }

    [Fact]
    public async Task Events_of_one_batch_build_on_each_other()
    {
        Sample[] story =
        [
            Samples.CityRegistered("hue", "Huế", "46"), Samples.ClusterEstablished("cum-20-bca", 20),
            Samples.MemberJoined("cum-20-bca", 20, "hue"), Samples.MemberLeft("cum-20-bca", 20, "hue"),
        ];

        var answer = (await app.PostEventAsync(new JsonArray([.. story.Select(part => part.CloudEvent())])))
            .Expect(HttpStatusCode.Created);

        Assert.Equal(["city/hue 1", "cluster/cum-20-bca 1", "cluster/cum-20-bca 2", "cluster/cum-20-bca 3"],
            answer.Json.AsArray().Select(item => $"{item!["stream"]} {item["version"]}"));
    }

    [Fact]
    public async Task An_event_that_comes_before_what_it_needs_is_refused_with_its_batch()
    {
        var (held, remarks) = (Samples.MeetingHeld("backwards"), Samples.RemarksDelivered("backwards"));

        var answer = await app.PostEventAsync(new JsonArray(remarks.CloudEvent(), held.CloudEvent()));

        answer.Refused(HttpStatusCode.UnprocessableEntity, "unknown-meeting");
        Assert.Equal(["[0]"], answer.Fields());
        Assert.Equal(0, await app.VersionAsync("meeting/backwards"));
    }

    [Fact]
    public async Task Interleaved_streams_are_recorded_in_the_order_sent()
    {
        Sample[] sent =
        [
            .. from round in Enumerable.Range(0, 4)
               from stream in new[] { "a", "b", "a", "c" }
               select Samples.CommunityActivityHeld($"woven-{stream}").With("amountVnd", round),
        ];

        var answer = (await app.PostEventAsync(new JsonArray([.. sent.Select(one => one.CloudEvent())])))
            .Expect(HttpStatusCode.Created);

        var positions = answer.Json.AsArray().Select(Position).ToArray();
        Assert.Equal(positions.Order(), positions);
        var replayed = await app.EventsAsync($"after={positions[0] - 1}&type=clusterevents.community-activity-held.v1");
        Assert.Equal(sent.Select(one => one.Subject),
            replayed.Take(sent.Length).Select(one => (string)one["subject"]!));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], answer.Json.AsArray()
            .Where(item => (string)item!["stream"]! == "community/woven-a").Select(item => (int)item!["version"]!));
    }

    [Fact]
    public async Task An_event_twice_in_one_batch_is_recorded_once()
    {
        var flowers = Scenarios.Flowers();

        var answer = (await app.PostEventAsync(new JsonArray(flowers.DeepClone(), flowers.DeepClone())))
            .Expect(HttpStatusCode.Created).Json.AsArray();

        Assert.Equal([false, true], answer.Select(item => (bool)item!["duplicate"]!));
        Assert.Equal(Position(answer[0]), Position(answer[1]));
        Assert.Single(await app.EventsAsync($"subject={answer[0]!["stream"]}"));
    }

    [Fact]
    public async Task A_batch_sent_again_is_recognised_event_by_event()
    {
        var (first, second) = (Scenarios.Flowers(), Scenarios.Flowers());
        (await app.PostEventAsync(first)).Expect(HttpStatusCode.Created);

        var answer = (await app.PostEventAsync(new JsonArray(first.DeepClone(), second)))
            .Expect(HttpStatusCode.Created);

        Assert.Equal([true, false], answer.Json.AsArray().Select(item => (bool)item!["duplicate"]!));
    }

    private static JsonObject Small() =>
        Scenarios.Event("community-activity-held", null, JsonNode.Parse(
            """{"occurredOn":"2022-07-29","clusterId":"cum-1-bca","cityIds":["can-tho"],"kind":"Quà"}""")!.AsObject());

    private static long Position(JsonNode? item) => (long)item!["position"]!;
}
