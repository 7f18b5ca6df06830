using System.Net;
using System.Text;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording.OddInput;

/// <summary>Bodies that are not the JSON that was asked for, or come another way.</summary>
[Collection<OnOddInput>]
public sealed class OddBodyTests(EstablishedApp app)
{
    private const string Json = "application/json";
    private const string CloudEvent = "application/cloudevents+json";

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

        (await BytesAsync("/v1/meetings", inValue, Json)).RefusedFor("venue", "not-unicode", "value");
        (await BytesAsync("/v1/meetings", inName, Json)).RefusedFor("?", "unknown-field", "name");
        (await BytesAsync("/v1/events", inAttribute, CloudEvent)).RefusedFor("?", "bad-attribute-name", "");
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

        (await app.PostRawAsync(path, body.ToJsonString(), mediaType)).RefusedFor(field, fault, path);
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

    [Theory]
    [InlineData(Json, "/v1/meetings")]
    [InlineData(CloudEvent, "/v1/events")]
    [InlineData("application/cloudevents-batch+json", "/v1/events")]
    public async Task A_body_over_1_MiB_is_refused(string mediaType, string path)
    {
        var answer = await app.PostRawAsync(path, new string(' ', 2_000_000), mediaType);

        answer.Refused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Equal("The body is larger than 1 MiB. Send less at once.", (string)answer.Json["detail"]!);
    }

    [Theory]
    [InlineData(Json, "/v1/meetings", 2_000_000)]
    [InlineData(CloudEvent, "/v1/events", 2_000_000)]
    [InlineData(Json, "/v1/meetings", (1 << 20) + 1)]
    public async Task A_body_over_1_MiB_is_refused_before_it_is_sent_by_one_who_asks(
        string mediaType, string path, int length)
    {
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var http = new HttpClient(handler) { BaseAddress = app.Http.BaseAddress };
        using var content = new UnsentContent(length) { Headers = { ContentType = new(mediaType) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.ExpectContinue = true;

        using var answer = await http.SendAsync(request, TestApp.Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(
            "body-too-large", await answer.Content.ReadAsStringAsync(TestApp.Cancel), StringComparison.Ordinal);
        Assert.False(content.WasSent);
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

    private async Task<Answer> BytesAsync(string path, byte[] body, string mediaType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(mediaType);
        using var response = await app.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestApp.Cancel);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestApp.Cancel));
        return new(response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    /// <summary>A body of blanks, which tells whether it was sent.</summary>
    private sealed class UnsentContent(int length) : HttpContent
    {
        public bool WasSent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasSent = true;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', length)), TestApp.Cancel);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
