using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

[Collection<OnSeeds>]
public sealed class ReplayEventsTests(SeededApp app)
{
    private const string Seeds = "/v1/events?recordedTo=2099-01-01T00:00:00Z";

    [Fact]
    public async Task Every_line_is_a_CloudEvent_of_the_catalogue()
    {
        var lines = await LinesAsync("");

        Assert.Equal(22, lines.Length);
        foreach (var line in lines)
        {
            Assert.Equal("1.0", (string?)line["specversion"]);
            Assert.False(string.IsNullOrEmpty((string?)line["id"]));
            Assert.True(Uri.IsWellFormedUriString((string?)line["source"], UriKind.RelativeOrAbsolute));
            Assert.Contains((string)line["type"]!, StoredEvents.Catalogue.Types.Select(type => type.CloudEventType));
            Assert.Equal("application/json", (string?)line["datacontenttype"]);
            Assert.IsType<JsonObject>(line["data"]);
            Assert.EndsWith("Z", (string?)line["recordedtime"], StringComparison.Ordinal);
            Assert.Equal("clusterevents", (string?)line["recordedby"]);
            Assert.Equal(20, ((string)line["sequence"]!).Length);
            Assert.All(line, attribute => Assert.Matches("^[a-z0-9]{1,20}$", attribute.Key));
        }
    }

    [Fact]
    public async Task Events_come_in_the_order_of_recording()
    {
        var lines = await LinesAsync("");

        var positions = lines.Select(Position).ToArray();
        Assert.Equal(positions.Order().Distinct(), positions);
        var times = lines.Select(Time).ToArray();
        Assert.Equal(times.Order().Distinct(), times);
    }

    [Fact]
    public async Task Exported_events_are_recognised_when_they_are_sent_back()
    {
        var printed = (await app.GetAsync("/v1/events")).Text;

        var answer = await app.PostRawAsync("/v1/events", printed, "application/x-ndjson");

        var results = Lines(answer.Expect(HttpStatusCode.OK));
        Assert.Equal(22, results.Length);
        Assert.All(results, result => Assert.True((bool?)result["duplicate"] == true, result.ToJsonString()));
    }

    [Fact]
    public async Task The_city_filter_gives_what_concerns_the_city()
    {
        var all = await LinesAsync("");
        var expected = all.Where(line => Names(line, "cityIds").Contains("can-tho")).Select(Position).ToArray();

        Assert.Equal(expected, (await LinesAsync("?city=can-tho")).Select(Position));
        // Remarks were made at Cần Thơ alone; everything else of the review day was the whole cluster's.
        Assert.Equal(expected.Length - 1, (await LinesAsync("?city=da-nang")).Length);
        Assert.Empty(await LinesAsync("?city=nowhere"));
    }

    [Fact]
    public async Task Campaign_type_and_subject_filter_and_add_up()
    {
        var all = await LinesAsync("");
        int Count(Func<JsonObject, bool> which) => all.Count(which);
        var meeting = (string)all.First(line => Type(line) == "meeting-held")["subject"]!;
        const string Edition = "vi-an-ninh-to-quoc-2022";

        Assert.Equal(Count(line => Names(line, "campaignIds").Contains(Edition)),
            (await LinesAsync($"?campaign={Edition}")).Length);
        Assert.Equal(5, (await LinesAsync("?type=clusterevents.member-joined.v1")).Length);
        Assert.Equal(7, (await LinesAsync(
            "?type=clusterevents.member-joined.v1&type=clusterevents.directive-issued.v1")).Length);
        Assert.Equal(["meeting-held", "remarks-delivered", "source-attached"],
            (await LinesAsync($"?subject={meeting}")).Select(Type));
        Assert.Equal(["remarks-delivered"],
            (await LinesAsync($"?subject={meeting}&type=clusterevents.remarks-delivered.v1")).Select(Type));
    }

    [Fact]
    public async Task Times_of_recording_bound_it_inclusively()
    {
        var all = await LinesAsync("");
        var (first, last) = (all[3], all[10]);

        var between = await LinesAsync($"?recordedFrom={first["recordedtime"]}&recordedTo={last["recordedtime"]}");

        Assert.Equal(all[3..11].Select(Position), between.Select(Position));
        Assert.Equal(22, (await LinesAsync(Seeds["/v1/events".Length..])).Length);
    }

    [Fact]
    public async Task What_one_recorder_recorded_can_be_asked_for()
    {
        var all = await LinesAsync("");
        foreach (var by in all.GroupBy(one => (string)one["recordedby"]!))
            Assert.Equal(by.Select(Position), (await LinesAsync($"?recordedBy={by.Key}")).Select(Position));
        Assert.Empty(await LinesAsync("?recordedBy=nobody"));
    }

    [Fact]
    public async Task It_resumes_after_the_position_that_was_read_last()
    {
        var all = await LinesAsync("");

        foreach (var read in new[] { 1, 7, 21, 22 })
            Assert.Equal(all[read..].Select(Position),
                (await LinesAsync($"?after={(string)all[read - 1]["sequence"]!}")).Select(Position));
    }

    [Theory]
    [InlineData("?after=-1", "after")]
    [InlineData("?after=x", "after")]
    [InlineData("?after=", "after")]
    [InlineData("?city=", "city")]
    [InlineData("?recordedFrom=", "recordedFrom")]
    [InlineData("?type=meeting-held", "type")]
    [InlineData("?recordedFrom=2022-07-29", "recordedFrom")]
    [InlineData("?recordedTo=2022-07-29T09:49:00", "recordedTo")]
    [InlineData("?since=1", "since")]
    public async Task Invalid_parameters_are_rejected_by_name(string query, string parameter)
    {
        var refusal = await app.GetAsync($"/v1/events{query}");

        refusal.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(refusal.Json["errors"]![parameter]);
    }

    [Fact]
    public async Task By_Accept_the_same_events_come_as_one_batch()
    {
        var lines = await app.GetAsync("/v1/events");
        var batch = await app.GetAsync("/v1/events", ("Accept", "application/cloudevents-batch+json"));
        var empty = await app.GetAsync("/v1/events?city=nowhere", ("Accept", "application/cloudevents-batch+json"));

        Assert.Equal("application/x-ndjson", lines.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("application/cloudevents-batch+json", batch.ContentHeaders.ContentType!.MediaType);
        Assert.Equal(Lines(lines).Select(line => line.ToJsonString()),
            batch.Json.AsArray().Select(item => item!.ToJsonString()));
        Assert.Empty(empty.Json.AsArray());
    }

    [Theory]
    [InlineData("application/cloudevents-batch+json, */*", "application/cloudevents-batch+json")]
    [InlineData("Application/CloudEvents-Batch+JSON", "application/cloudevents-batch+json")]
    [InlineData("application/cloudevents-batch+json;q=0.5, application/x-ndjson", "application/x-ndjson")]
    [InlineData("application/cloudevents-batch+json;q=0, */*", "application/x-ndjson")]
    [InlineData("application/json", "application/x-ndjson")]
    [InlineData("*/*", "application/x-ndjson")]
    public async Task A_batch_is_sent_only_if_preferred(string accept, string mediaType)
    {
        var answer = (await app.GetAsync("/v1/events?city=nowhere", ("Accept", accept))).Expect(HttpStatusCode.OK);

        Assert.Equal(mediaType, answer.ContentHeaders.ContentType!.MediaType);
    }

    private async Task<JsonObject[]> LinesAsync(string query) =>
        Lines((await app.GetAsync($"/v1/events{query}")).Expect(HttpStatusCode.OK));

    private static JsonObject[] Lines(Answer answer)
    {
        Assert.True(answer.Text.Length == 0 || answer.Text.EndsWith('\n'));
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static long Position(JsonObject line) =>
        long.Parse((string)line["sequence"]!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonObject line) =>
        DateTimeOffset.Parse((string)line["recordedtime"]!, CultureInfo.InvariantCulture);

    private static string Type(JsonObject line) => ((string)line["type"]!).Split('.')[1];

    private static IEnumerable<string> Names(JsonObject line, string field) =>
        (line["data"]![field]?.AsArray() ?? []).Select(name => (string)name!);
}
