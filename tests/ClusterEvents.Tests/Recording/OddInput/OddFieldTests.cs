using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording.OddInput;

/// <summary>Bodies that are JSON and have fields at fault.</summary>
[Collection<OnOddInput>]
public sealed class OddFieldTests(EstablishedApp app)
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

        byRoute.RefusedFor(field, fault, what);
        byCloudEvent.RefusedFor($"data.{field}", fault, what);
        Assert.Equal(before.Length, (await app.EventsAsync("type=clusterevents.meeting-held.v1")).Length);
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

    [Fact]
    public async Task Names_that_are_not_valid_text_are_reported_with_other_errors()
    {
        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var path = $"/v1/activities/{held.Json["activityId"]}/corrections";

        var answer = await app.PostRawAsync(path,
            """{"changes":[{"field":"venue","old":{"1":1,"2":2,"\u0001":3,"\u0002":4},"new":"x"}],"reason":"x"}""");

        answer.RefusedFor("changes[0].old", "bad-member-name", "name");
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

        (await app.PostAsync(gifts.Route, gifts.Data)).RefusedFor("amountVnd", "not-a-whole-number", "");
    }

    /// <summary>A good meeting with some fields replaced, escapes left as they are.</summary>
    private static string Changed(string change)
    {
        var kept = Scenarios.Meeting();
        foreach (var field in kept.Select(field => field.Key).ToArray())
            if (change.Contains($"{{\"{field}\"", StringComparison.Ordinal)) kept.Remove(field);
        return $"{change[..^1]},{kept.ToJsonString()[1..]}";
    }
}
