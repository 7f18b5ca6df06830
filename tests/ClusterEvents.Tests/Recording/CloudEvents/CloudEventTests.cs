using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording.CloudEvents;

public sealed class CloudEventTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Data_in_base64_is_told_as_that_alone()
    {
        var flowers = Scenarios.Flowers();
        flowers.Remove("data");
        flowers["data_base64"] = "e30=";

        var answer = (await app.PostEventAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["data_base64"], answer.Fields());
        Assert.Single(answer.Json["errors"]!["data_base64"]!.AsArray());
    }

    [Theory]
    [InlineData("specversion", "\"0.3\"", "not-a-choice")]
    [InlineData("specversion", "1.0", "not-a-text")]
    [InlineData("id", "\"\"", "required-attribute")]
    [InlineData("id", "7", "not-a-text")]
    [InlineData("id", "\"a\\u0000\"", "unwanted-character")]
    [InlineData("id", "\"\\ud800\"", "not-unicode")]
    [InlineData("source", "\"not a uri\"", "not-a-uri")]
    [InlineData("type", "\"clusterevents.meeting-forgotten.v1\"", "unknown-event-type")]
    [InlineData("type", "\"clusterevents.flowers-offered.v3\"", "unknown-event-type")]
    [InlineData("type", "\"FlowersOffered\"", "unknown-event-type")]
    [InlineData("subject", "\"meeting/of-another-kind\"", "key-of-another-kind")]
    [InlineData("subject", "\"ceremony/UPPER\"", "key-of-another-kind")]
    [InlineData("subject", "\"ceremony\"", "key-of-another-kind")]
    [InlineData("datacontenttype", "\"text/plain\"", "not-a-choice")]
    [InlineData("data_base64", "\"e30=\"", "encoded-data-not-taken")]
    [InlineData("time", "true", "not-a-text")]
    [InlineData("time", "\"2022-07-29T09:49:00\"", "not-an-instant")]
    [InlineData("time", "\"yesterday\"", "not-an-instant")]
    [InlineData("dataschema", "true", "not-a-text")]
    [InlineData("dataschema", "\"a b\"", "not-a-uri")]
    [InlineData("dataschema", "\"/schemas/flowers\"", "not-a-uri")]
    [InlineData("dataschema", "\"//schemas.example.vn/flowers\"", "not-a-uri")]
    [InlineData("datacontenttype", "\"application/jsonp\"", "not-a-choice")]
    [InlineData("correlationid", "5", "not-a-text")]
    [InlineData("causationid", "\"\"", "required-attribute")]
    [InlineData("Upper", "\"x\"", "bad-attribute-name")]
    [InlineData("averyveryverylongname", "\"x\"", "bad-attribute-name")]
    [InlineData("number", "1.5", "bad-attribute-value")]
    [InlineData("number", "2147483648", "bad-attribute-value")]
    [InlineData("list", "[1]", "not-a-text")]
    [InlineData("half", "\"\\ud800\"", "not-unicode")]
    public async Task A_malformed_attribute_is_named_alone_in_a_batch_or_on_a_line(
        string name, string value, string fault)
    {
        var flowers = Scenarios.Flowers();
        flowers.Remove(name);
        var body = $"{{\"{name}\":{value},{flowers.ToJsonString()[1..]}";

        var alone = await app.PostRawAsync("/v1/events", body, "application/cloudevents+json");
        var batch = await app.PostRawAsync("/v1/events", $"[{body}]", "application/cloudevents-batch+json");
        var line = (await app.PostRawAsync("/v1/events", body, "application/x-ndjson")).Expect(HttpStatusCode.OK);

        alone.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fault, alone.CodeAt(name));
        batch.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fault, batch.CodeAt($"[0].{name}"));
        Assert.Equal(400, (int)line.Json["status"]!);
        Assert.Equal((string)alone.Json["detail"]!, (string)line.Json["detail"]!);
        Assert.Equal(fault, line.CodeAt(name));
        Assert.Null(line.Json["activityId"]);
    }

    [Theory]
    [InlineData("data_base64", "null")]
    [InlineData("time", "null")]
    [InlineData("time", "\"2022-07-29T09:49:00.123+07:00\"")]
    [InlineData("dataschema", "\"https://schemas.example.vn/flowers\"")]
    [InlineData("datacontenttype", "\"application/json; charset=utf-8\"")]
    [InlineData("datacontenttype", "\"Application/JSON\"")]
    public async Task An_attribute_is_taken_as_the_standard_defines_it(string name, string value)
    {
        var flowers = Scenarios.Flowers();
        flowers.Remove(name);

        (await app.PostRawAsync("/v1/events", $"{{\"{name}\":{value},{flowers.ToJsonString()[1..]}",
            "application/cloudevents+json"))
            .Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("specversion")]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("data")]
    public async Task A_required_attribute_must_be_there(string name)
    {
        var flowers = Scenarios.Flowers();
        flowers.Remove(name);

        var answer = (await app.PostEventAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("required-attribute", answer.CodeAt(name));
    }

    [Fact]
    public async Task An_event_on_a_stream_must_name_it()
    {
        var remarks = Samples.RemarksDelivered("unnamed").CloudEvent();
        remarks.Remove("subject");

        Assert.Equal(["subject"], (await app.PostEventAsync(remarks))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task A_subject_left_out_starts_a_stream_named_after_the_activity()
    {
        var created = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.Equal($"ceremony/{created.Json["activityId"]}", created.Stream);
    }

    [Fact]
    public async Task Attributes_of_the_sender_are_kept_with_their_types_and_exported_again()
    {
        var flowers = Scenarios.Flowers();
        flowers["partner"] = "Đối tác";
        flowers["round"] = 7;
        flowers["checked"] = true;
        flowers["time"] = "2022-07-29T09:49:00Z";
        flowers["correlationid"] = "c-1";
        flowers["causationid"] = "c-0";
        flowers["nothing"] = null;
        var created = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        var exported = Assert.Single(await app.EventsAsync($"subject={created.Stream}"));

        foreach (var name in flowers.Select(attribute => attribute.Key).Except(["nothing", "data", "type"]))
            Assert.Equal(flowers[name]!.ToJsonString(), exported[name]!.ToJsonString());
        // What is recorded today has the current version, whichever was sent.
        Assert.Equal("clusterevents.flowers-offered.v2", (string?)exported["type"]);
        Assert.False(exported.ContainsKey("nothing"));
    }

    [Fact]
    public async Task The_server_stamps_time_recorder_and_position_whatever_was_sent()
    {
        var flowers = Scenarios.Flowers();
        flowers["recordedtime"] = "2001-01-01T00:00:00Z";
        flowers["recordedby"] = "somebody";
        flowers["sequence"] = "00000000000000000001";
        var created = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        var exported = Assert.Single(await app.EventsAsync($"subject={created.Stream}"));

        Assert.Equal("local-developer", (string)exported["recordedby"]!);
        Assert.Equal($"{created.Position:D20}", (string)exported["sequence"]!);
        Assert.NotEqual("2001-01-01T00:00:00Z", (string)exported["recordedtime"]!);
    }

    [Fact]
    public async Task Long_ids_are_kept_up_to_their_limit()
    {
        var longest = Scenarios.Flowers(new string('i', 200));
        longest["source"] = "/" + new string('s', 499);
        var tooLong = Scenarios.Flowers(new string('i', 201));
        tooLong["source"] = "/" + new string('s', 500);
        tooLong["subject"] = "ceremony/" + new string('c', 101);

        (await app.PostEventAsync(longest)).Expect(HttpStatusCode.Created);
        Assert.Equal(["id", "source", "subject"],
            (await app.PostEventAsync(tooLong)).Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task Only_an_administrators_restore_into_an_empty_installation_keeps_time_and_recorder()
    {
        var flowers = Scenarios.Flowers();
        flowers["recordedtime"] = "2001-01-01T00:00:00Z";
        flowers["recordedby"] = "somebody";
        await using var empty = new TestApp();
        await empty.InitializeAsync();
        var city = Samples.CityRegistered("ha-noi").CloudEvent();
        city["recordedtime"] = "2001-01-01T00:00:00Z";
        city["recordedby"] = "somebody";

        const string path = "/v1/events?preserve=true";
        var late = await app.PostRawAsync(path, flowers.ToJsonString(), "application/cloudevents+json");
        (await empty.PostRawAsync(path, city.ToJsonString(), "application/cloudevents+json"))
            .Expect(HttpStatusCode.Created);

        late.Refused(HttpStatusCode.Conflict, "installation-not-empty");
        var restored = Assert.Single(await empty.EventsAsync("subject=city/ha-noi"));
        Assert.Equal("somebody", (string)restored["recordedby"]!);
        Assert.Equal("2001-01-01T00:00:00Z", (string)restored["recordedtime"]!);
    }
}
