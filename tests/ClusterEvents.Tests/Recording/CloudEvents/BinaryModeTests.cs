using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording.CloudEvents;

/// <summary>CloudEvents over HTTP in binary mode: attributes as headers, the data as the body.</summary>
public sealed class BinaryModeTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task An_event_is_the_same_in_binary_mode_as_in_structured_mode()
    {
        var flowers = Scenarios.Flowers();

        var created = (await SendAsync(flowers)).Expect(HttpStatusCode.Created);

        var again = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        Assert.True((bool)again.Json["duplicate"]!);
        Assert.Equal(created.Json["activityId"]!.ToJsonString(), again.Json["activityId"]!.ToJsonString());
    }

    [Theory]
    [InlineData("%C4%90%E1%BB%91i t%C3%A1c", "Đối tác")]
    [InlineData("\"two words\"", "two words")]
    [InlineData("\"a \\\"quoted\\\" word\"", "a \"quoted\" word")]
    [InlineData("100%25", "100%")]
    [InlineData("100%2525", "100%25")]
    [InlineData("7", "7")]
    public async Task A_header_is_decoded_once_as_the_binding_says(string sent, string kept)
    {
        var created = (await SendAsync(Scenarios.Flowers(), ("CE-Partner", sent))).Expect(HttpStatusCode.Created);

        var exported = Assert.Single(await app.EventsAsync($"subject={created.Stream}"));

        Assert.Equal(kept, (string?)exported["partner"]);
    }

    [Theory]
    [InlineData("ce-partner", "%C4", "header-not-percent-encoded")]
    [InlineData("ce-partner", "50%", "header-not-percent-encoded")]
    [InlineData("ce-partner", "%zz", "header-not-percent-encoded")]
    [InlineData("ce-data", "x", "no-header-in-binary-mode")]
    [InlineData("ce-data_base64", "eA==", "no-header-in-binary-mode")]
    [InlineData("ce-datacontenttype", "application/json", "no-header-in-binary-mode")]
    public async Task A_header_that_cannot_be_read_is_named(string name, string value, string fault)
    {
        var answer = await SendAsync(Scenarios.Flowers(), (name, value));

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fault, answer.CodeAt(name));
    }

    [Fact]
    public async Task A_header_sent_twice_is_named()
    {
        using var request = await RawRequest.BeginAsync(app, "/v1/events", "application/json",
            ("ce-specversion", "1.0"), ("ce-id", "one"), ("CE-ID", "another"));
        await request.SendAsync("{}");
        await request.EndBodyAsync();

        var answer = await request.AnswerAsync();

        Assert.Equal("header-twice", (string?)answer["errors"]!["ce-id"]![0]!["code"]);
    }

    [Theory]
    [InlineData("id", "required-attribute")]
    [InlineData("source", "required-attribute")]
    [InlineData("type", "required-attribute")]
    public async Task An_attribute_left_out_is_named(string name, string fault)
    {
        var flowers = Scenarios.Flowers();
        flowers.Remove(name);

        var answer = (await SendAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(fault, answer.CodeAt(name));
    }

    [Fact]
    public async Task A_field_of_the_data_is_named_as_in_structured_mode()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["honouree"] = 5;

        var answer = (await SendAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["data.honouree"], answer.Fields());
    }

    [Fact]
    public async Task The_version_that_a_decision_rests_on_is_asked_in_binary_mode_too()
    {
        var created = (await SendAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var next = Scenarios.Flowers();
        next["subject"] = created.Stream;

        (await SendAsync(next, ("If-Match", "\"7\""))).Expect(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task JSON_without_the_header_of_the_version_is_no_event_in_binary_mode()
    {
        var answer = await app.PostRawAsync("/v1/events", Scenarios.Flowers().ToJsonString());

        answer.Refused(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Contains("ce-…", (string)answer.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_in_binary_mode_without_its_version_is_told_so()
    {
        var flowers = Scenarios.Flowers();
        flowers.Remove("specversion");

        var answer = (await SendAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["ce-specversion"], answer.Fields());
        Assert.Equal("required-attribute", answer.CodeAt("ce-specversion"));
    }

    [Fact]
    public async Task Data_in_binary_mode_is_JSON()
    {
        var answer = await app.PostRawAsync("/v1/events", "hoa", "text/plain", ("ce-specversion", "1.0"));

        answer.Refused(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Contains("In binary mode", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(["application/json"],
            answer.Json["errors"]![""]![0]!["arguments"]!["expected"]!.AsArray().Select(type => (string?)type));
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_refused_as_everywhere()
    {
        var answer = await app.PostRawAsync(
            "/v1/events", "{", "application/json", ("ce-specversion", "1.0"), ("ce-id", "half"));

        answer.Refused(HttpStatusCode.BadRequest, "malformed-json");
    }

    /// <summary>Sends an event in binary mode, with further headers.</summary>
    private Task<Answer> SendAsync(JsonObject cloudEvent, params (string Name, string Value)[] further) =>
        app.PostRawAsync("/v1/events", cloudEvent["data"]!.ToJsonString(), "application/json",
        [
            .. cloudEvent.Where(attribute => attribute.Key != "data")
                .Select(attribute => ($"ce-{attribute.Key}", (string)attribute.Value!)),
            .. further,
        ]);
}
