using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class OddInputTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string Json = "application/json";
    private const string CloudEvent = "application/cloudevents+json";

    /// <summary>Bodies of a meeting, and the field at fault with its code.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "unknown field", """{"venu":"x"}""", "venu", "unknown-field" },
        { "field in another case", """{"Venue":"x"}""", "Venue", "unknown-field" },
        { "empty name", """{"":1}""", "", "unknown-field" },
        { "number for text", """{"venue":5}""", "venue", "not-a-text" },
        { "list for text", """{"venue":["x"]}""", "venue", "not-a-text" },
        { "text for a list", """{"cityIds":"can-tho"}""", "cityIds", "not-a-list" },
        { "list for an object", """{"hostUnit":[]}""", "hostUnit", "not-an-object" },
        { "empty object", """{"sources":[{}]}""", "sources[0]", "at-least-one-field" },
        { "empty list", """{"cityIds":[]}""", "cityIds", "empty-list" },
        { "city twice", """{"cityIds":["can-tho","can-tho"]}""", "cityIds", "city-twice" },
        { "null in a list", """{"cityIds":[null]}""", "cityIds[0]", "not-a-text" },
        { "upper case city", """{"cityIds":["Can-Tho"]}""", "cityIds[0]", "not-a-key" },
        { "long city", $$"""{"cityIds":["{{new string('a', 101)}}"]}""", "cityIds[0]", "not-a-key" },
        { "campaign's name", """{"campaignIds":["Vì an ninh"]}""", "campaignIds", "not-a-key" },
        { "ambiguous day", """{"occurredOn":"01/02/2022"}""", "occurredOn", "not-a-day" },
        { "day that does not exist", """{"occurredOn":"2022-02-29"}""", "occurredOn", "no-such-day" },
        { "instant for a day", """{"occurredOn":"2022-07-29T00:00:00Z"}""", "occurredOn", "not-a-day" },
        { "instant without offset", """{"sources":[{"publishedAt":"2022-07-29T09:49:00"}]}""", "sources[0].publishedAt",
            "not-an-instant" },
        { "unknown choice", """{"kind":"Review"}""", "kind", "not-a-choice" },
        { "choice in another case", """{"dayPart":"morning"}""", "dayPart", "not-a-choice" },
        { "number of a choice", """{"kind":"1"}""", "kind", "not-a-choice" },
        { "fraction", """{"attendance":1.5}""", "attendance", "not-a-whole-number" },
        { "exponent", """{"attendance":1e3}""", "attendance", "not-a-whole-number" },
        { "huge number", """{"attendance":1e400}""", "attendance", "not-a-whole-number" },
        { "below the range", """{"attendance":-1}""", "attendance", "number-out-of-range" },
        { "beyond 32 bits", """{"sequenceHint":2147483648}""", "sequenceHint", "not-a-whole-number" },
        { "text that nobody sees", "{\"venue\":\"\\u0301 \\u0323\\u3164\"}", "venue", "unwanted-character" },
        { "soft hyphen", "{\"venue\":\"C\u00f4\\u00adng an\"}", "venue",
            "unwanted-character" },
        { "zero-width space", "{\"venue\":\"a\\u200b\"}", "venue",
            "unwanted-character" },
        { "text turned round", "{\"venue\":\"\\u202eabc\"}", "venue",
            "unwanted-character" },
        { "letters without a shape", "{\"venue\":\"\\u3164\\u2800\"}", "venue", "unwanted-character" },
        { "blank text", "{\"venue\":\" \\u00a0\\t\"}", "venue", "empty-text" },
        { "long text", $$"""{"venue":"{{new string('a', 4_001)}}"}""", "venue", "too-long" },
        { "NUL", """{"venue":"a\u0000b"}""", "venue", "unwanted-character" },
        { "escape", """{"venue":"a\u001bb"}""", "venue", "unwanted-character" },
        { "no character", """{"venue":"a\ufffeb"}""", "venue", "unwanted-character" },
        { "half a surrogate pair", """{"venue":"a\ud800b"}""", "venue", "not-unicode" },
        { "half a pair in a choice", """{"kind":"\udc00"}""", "kind", "not-unicode" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Malformed_fields_are_named_by_route_and_CloudEvent(
        string what, string change, string field, string fault)
    {
        var body = Changed(change);
        var before = await app.EventsAsync("type=clusterevents.meeting-held.v1");

        var byRoute = await app.PostRawAsync("/v1/meetings", body);
        var byCloudEvent = await app.PostRawAsync("/v1/events",
            Scenarios.Event("meeting-held", null, []).ToJsonString().Replace("{}", body), CloudEvent);

        AssertFault(byRoute, field, fault, what);
        AssertFault(byCloudEvent, $"data.{field}", fault, what);
        Assert.Equal(before.Length, (await app.EventsAsync("type=clusterevents.meeting-held.v1")).Length);
    }

    public static TheoryData<string, string> NoJson => new()
    {
        { "empty body", "" },
        { "half an object", """{"venue":""" },
        { "two bodies", "{}{}" },
        { "a comment", "{} // so" },
        { "a trailing comma", """{"venue":"x",}""" },
        { "1000 levels", new string('[', 1_000) + new string(']', 1_000) },
        { "33 levels in an unknown field", $$"""{"a":{{new string('[', 33)}}{{new string(']', 33)}} }""" },
        { "a name twice", """{"venue":"a","venue":"b"}""" },
        { "a name twice, escaped", """{"venue":"a","\u0076enue":"b"}""" },
        { "half a surrogate pair in a name", """{"\ud800":1}""" },
        { "half a pair in a name within", """{"hostUnit":{"\udfff":1}}""" },
    };

    [Theory]
    [MemberData(nameof(NoJson))]
    public async Task JSON_that_is_not_strict_is_rejected_as_malformed(string what, string body)
    {
        foreach (var mediaType in new[] { Json, CloudEvent, "application/cloudevents-batch+json" })
        {
            var answer = await app.PostRawAsync(mediaType == Json ? "/v1/meetings" : "/v1/events", body, mediaType);

            answer.Refused(HttpStatusCode.BadRequest, "malformed-json");
            var detail = (string)answer.Json["detail"]!;
            Assert.True(detail.StartsWith("This is not valid JSON", StringComparison.Ordinal), $"{what}: {detail}");
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        var byRoute = await app.PostRawAsync("/v1/meetings", body);
        var byCloudEvent = await app.PostRawAsync("/v1/events", body, CloudEvent);

        byRoute.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("Send the body as an object with names and values.", (string)byRoute.Json["detail"]!);
        byCloudEvent.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(("not-an-object", "not-an-object"), (byRoute.CodeAt(""), byCloudEvent.CodeAt("")));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused_with_their_field()
    {
        byte[] inValue = [.. "{\"venue\":\"a"u8, 0xff, .. "\"}"u8];
        byte[] inName = [.. "{\"a"u8, 0xff, .. "\":1}"u8];
        byte[] inAttribute = [.. "{\"a"u8, 0xff, .. "\":\"x\"}"u8];

        AssertFault(await BytesAsync("/v1/meetings", inValue, Json), "venue", "not-unicode", "value");
        AssertFault(await BytesAsync("/v1/meetings", inName, Json), "?", "unknown-field", "name");
        AssertFault(await BytesAsync("/v1/events", inAttribute, CloudEvent), "?", "bad-attribute-name", "");
    }

    [Theory]
    [InlineData("/v1/events?preserv=true", CloudEvent, "preserv", "unknown-parameter")]
    [InlineData("/v1/events?preserve=True", CloudEvent, "preserve", "not-a-choice")]
    [InlineData("/v1/events?preserv=true", "application/x-ndjson", "preserv", "unknown-parameter")]
    [InlineData("/v1/meetings?strem=meeting/x", Json, "strem", "unknown-parameter")]
    [InlineData("/v1/meetings/x/remarks?stream=meeting/y", Json, "stream", "unknown-parameter")]
    public async Task A_parameter_that_a_route_does_not_take_is_refused(
        string path, string mediaType, string field, string fault)
    {
        var body = mediaType == Json ? Scenarios.Meeting() : Scenarios.Flowers();
        var before = (await app.EventsAsync("")).Length;

        AssertFault(await app.PostRawAsync(path, body.ToJsonString(), mediaType), field, fault, path);
        Assert.Equal(before, (await app.EventsAsync("")).Length);
    }

    [Theory]
    [InlineData("/v1/meetings", Json)]
    [InlineData("/v1/events", CloudEvent)]
    [InlineData("/v1/events", "application/x-ndjson")]
    public async Task A_compressed_body_is_rejected_as_such(string path, string mediaType)
    {
        using var content = new ByteArrayContent([0x1f, 0x8b, 8, 0]);
        content.Headers.ContentType = new(mediaType);
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await app.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestApp.Cancel);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("gzip", await answer.Content.ReadAsStringAsync(TestApp.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/meetings", Json)]
    [InlineData("/v1/events", CloudEvent)]
    [InlineData("/v1/events", "application/x-ndjson")]
    public async Task A_byte_order_mark_before_a_body_is_ignored(string path, string mediaType)
    {
        var body = mediaType == Json ? Scenarios.Meeting() : Scenarios.Flowers();
        var before = (await app.EventsAsync("")).Length;

        await app.PostRawAsync(path, "\uFEFF" + body.ToJsonString(), mediaType);

        Assert.Equal(before + 1, (await app.EventsAsync("")).Length);
    }

    [Fact]
    public async Task Names_that_are_not_valid_text_are_reported_with_other_errors()
    {
        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var path = $"/v1/activities/{held.Json["activityId"]}/corrections";

        var answer = await app.PostRawAsync(path,
            """{"changes":[{"field":"venue","old":{"1":1,"2":2,"\u0001":3,"\u0002":4},"new":"x"}],"reason":"x"}""");

        AssertFault(answer, "changes[0].old", "bad-member-name", "name");
    }

    [Fact]
    public async Task All_errors_are_reported_at_once()
    {
        var answer = await app.PostRawAsync("/v1/meetings", """
            {"occurredOn":"01/02/2022","venue":"","hostUnit":{"nam":"x"},"cityIds":["Cần Thơ"],"attendance":"many",
             "wher":1}
            """);

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ["occurredOn", "venue", "hostUnit.nam", "hostUnit.name", "cityIds[0]", "attendance", "wher", "kind"],
            answer.Fields());
    }

    [Theory]
    [InlineData("/v1/meetings", Json)]
    [InlineData("/v1/events", CloudEvent)]
    public async Task At_most_a_thousand_errors_are_reported(string path, string mediaType)
    {
        var names = string.Join(',', Enumerable.Range(0, 50_000).Select(number => $"\"X{number}\":0"));

        var answer = await app.PostRawAsync(path, $"{{{names}}}", mediaType);

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(1_000, answer.Fields().Length);
        Assert.InRange(answer.Text.Length, 1, 1_000_000);
    }

    [Fact]
    public async Task The_smallest_number_of_64_bits_is_a_fault_and_no_failure()
    {
        var gifts = Samples.CommunityActivityHeld("tiny").With("amountVnd", long.MinValue);

        AssertFault(await app.PostAsync(gifts.Route, gifts.Data), "amountVnd", "not-a-whole-number", "");
    }

    [Theory]
    [InlineData(Json, "/v1/meetings")]
    [InlineData(CloudEvent, "/v1/events")]
    [InlineData("application/cloudevents-batch+json", "/v1/events")]
    public async Task A_body_over_1_MiB_is_refused(string mediaType, string path)
    {
        var answer = await app.PostRawAsync(path, new string(' ', 2_000_000), mediaType);

        answer.Refused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Equal("The file is larger than 1 MiB. Split it.", (string)answer.Json["detail"]!);
    }

    [Theory]
    [InlineData(1 << 20, HttpStatusCode.Created)]
    [InlineData((1 << 20) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_that_comes_in_parts_is_read_whole_up_to_1_MiB(int length, HttpStatusCode expected)
    {
        var meeting = Encoding.UTF8.GetBytes(Scenarios.Meeting().ToJsonString());
        byte[] body = [.. Enumerable.Repeat((byte)' ', length - meeting.Length), .. meeting];
        // Of unknown length, so that it is sent in chunks.
        using var parts = new StreamContent(new MemoryStream(body), bufferSize: 1_000);
        parts.Headers.ContentType = new(Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/meetings") { Content = parts };
        request.Headers.TransferEncodingChunked = true;

        using var response = await app.Http.SendAsync(request, TestApp.Cancel);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/meetings", "text/plain", "application/json")]
    [InlineData("/v1/meetings", "application/cloudevents+json", "application/json")]
    [InlineData("/v1/events", "application/json", "application/cloudevents+json")]
    public async Task Another_content_type_is_refused_with_the_one_to_send(string path, string sent, string expected)
    {
        var answer = await app.PostRawAsync(path, "{}", sent);

        answer.Refused(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Contains(expected, (string)answer.Json["detail"]!, StringComparison.Ordinal);
    }

    /// <summary>A good meeting with some fields replaced, escapes left as they are.</summary>
    private static string Changed(string change)
    {
        var kept = Scenarios.Meeting();
        foreach (var field in kept.Select(field => field.Key).ToArray())
            if (change.Contains($"{{\"{field}\"", StringComparison.Ordinal)) kept.Remove(field);
        return $"{change[..^1]},{kept.ToJsonString()[1..]}";
    }

    private static void AssertFault(Answer answer, string field, string fault, string what)
    {
        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.True(fault == answer.CodeAt(field), $"{what}: {answer.Text}");
    }

    private async Task<Answer> BytesAsync(string path, byte[] body, string mediaType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(mediaType);
        using var response = await app.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestApp.Cancel);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestApp.Cancel));
        return new(response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    [Theory]
    [InlineData("campaignIds")]
    [InlineData("cityIds")]
    [InlineData("sources")]
    public async Task A_list_with_a_null_element_is_rejected_at_its_index(string field)
    {
        var meeting = Scenarios.Meeting();
        meeting[field] = new JsonArray((JsonNode?)null);

        var refused = (await app.PostAsync("/v1/meetings", meeting))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([$"{field}[0]"], refused.Fields());
    }
}
