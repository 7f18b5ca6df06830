using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>Only recorders of the cities that a stream concerns may add to it or correct it.</summary>
public sealed class StreamOwnershipTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) OfCanTho => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    private (string, string) OfDaNang => secured.Authority.SignedIn("minh", [Role.Recorder], ["da-nang"]);

    [Fact]
    public async Task Another_city_neither_adds_to_a_stream_nor_corrects_it()
    {
        var held = (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), OfCanTho)).Expect(HttpStatusCode.Created);
        var (meeting, activity) = (held.Stream!.Split('/')[1], (string)held.Json["activityId"]!);

        (await _app.PostAsync($"/v1/meetings/{meeting}/remarks", Remarks("da-nang"), OfDaNang))
            .Refused(HttpStatusCode.Forbidden, "not-your-stream");
        (await _app.PostAsync($"/v1/activities/{activity}/retraction", new JsonObject { ["reason"] = "x" }, OfDaNang))
            .Expect(HttpStatusCode.Forbidden);
        (await _app.PostAsync($"/v1/meetings/{meeting}/remarks", Remarks("can-tho"), OfCanTho))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_correction_by_one_city_moves_no_entry_to_another()
    {
        var held = (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), OfCanTho)).Expect(HttpStatusCode.Created);
        var moved = new JsonObject
        {
            ["field"] = "cityIds",
            ["old"] = new JsonArray("can-tho"),
            ["new"] = new JsonArray("da-nang"),
        };

        (await _app.PostAsync($"/v1/activities/{held.Json["activityId"]}/corrections",
            new JsonObject { ["changes"] = new JsonArray(moved), ["reason"] = "x" }, OfCanTho))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
    }

    [Fact]
    public async Task A_city_that_a_stream_concerns_may_add_to_it()
    {
        var meeting = Scenarios.Meeting();
        meeting["cityIds"] = new JsonArray("can-tho", "da-nang");
        var held = (await _app.PostAsync(
            "/v1/meetings", meeting, secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"])))
            .Expect(HttpStatusCode.Created);

        (await _app.PostAsync($"/v1/meetings/{held.Stream!.Split('/')[1]}/remarks", Remarks("da-nang"), OfDaNang))
            .Expect(HttpStatusCode.Created);
    }

    /// <summary>Events that are binding for all cities, which one city's recorder may not record.</summary>
    public static TheoryData<string, string> ForAll => new()
    {
        { "revocation", """{"reason":"x"}""" },
        { "amendments", """{"newDueOn":"2024-01-01","reason":"x"}""" },
    };

    [Theory]
    [MemberData(nameof(ForAll))]
    public async Task One_city_cannot_decide_for_the_others(string route, string body)
    {
        var shared = await IssuedAsync("can-tho", "da-nang");
        var own = await IssuedAsync("can-tho");

        (await _app.PostAsync($"/v1/directives/{shared}/{route}", Body(body), OfCanTho))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
        (await _app.PostAsync($"/v1/directives/{own}/{route}", Body(body), OfCanTho)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("/v1/clusters/cum-1-bca/regulations", """{"title":"Quy chế","year":2022}""")]
    [InlineData("/v1/clusters/cum-1-bca/leadership",
        """{"year":2022,"lead":"da-nang","deputy":"can-tho","mode":"Elected"}""")]
    [InlineData("/v1/campaigns/vi-an-ninh-to-quoc-2022/conclusion", "{}")]
    [InlineData("/v1/cities", """{"name":"Thành phố Huế","gsoCode":"46"}""")]
    public async Task One_city_cannot_decide_for_registers_cluster_and_campaign(string route, string body)
    {
        var answer = await _app.PostAsync(route, Body(body), OfCanTho);

        Assert.True(answer is { Status: HttpStatusCode.Forbidden, Code: "not-your-city" }, answer.Text);
    }

    [Fact]
    public async Task One_city_can_neither_oblige_another_nor_close_its_obligations()
    {
        var directive = Samples.DirectiveIssued("x").With("relatedTo", null).Data;
        directive["cityIds"] = new JsonArray("can-tho", "da-nang");
        directive["addressees"] = new JsonArray("can-tho", "da-nang");

        (await _app.PostAsync("/v1/directives", directive, OfCanTho))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
        var issued = (await _app.PostAsync("/v1/directives", directive,
            secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"]))).Expect(HttpStatusCode.Created);
        var activity = $"/v1/activities/{issued.Json["activityId"]}";
        (await _app.PostAsync($"/v1/directives/{issued.Stream!.Split('/')[1]}/revocation", Body("""{"reason":"x"}"""),
            OfCanTho)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        (await _app.PostAsync($"{activity}/retraction", new JsonObject { ["reason"] = "x" }, OfCanTho))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");

        directive["addressees"] = new JsonArray("can-tho");
        directive["cityIds"] = new JsonArray("can-tho");
        var own = (await _app.PostAsync("/v1/directives", directive, OfCanTho)).Expect(HttpStatusCode.Created);
        (await _app.PostAsync($"/v1/activities/{own.Json["activityId"]}/corrections", JsonNode.Parse(
            """
            {"reason":"x","changes":[{"field":"addressees","old":["can-tho"],"new":["can-tho","da-nang"]}]}
            """)!, OfCanTho)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        (await _app.PostAsync($"/v1/activities/{own.Json["activityId"]}/corrections", JsonNode.Parse(
            """{"reason":"x","changes":[{"field":"addressees","old":["can-tho"]}]}""")!, OfCanTho))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<string> IssuedAsync(params string[] addressees)
    {
        var directive = Samples.DirectiveIssued("x").With("relatedTo", null).Data;
        directive["addressees"] = new JsonArray([.. addressees.Select(city => JsonValue.Create(city))]);
        directive["cityIds"] = directive["addressees"]!.DeepClone();
        var issued = (await _app.PostAsync("/v1/directives", directive,
            secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"]))).Expect(HttpStatusCode.Created);
        return issued.Stream!.Split('/')[1];
    }

    private static JsonObject Body(string fields)
    {
        var body = JsonNode.Parse(fields)!.AsObject();
        body["occurredOn"] = Scenarios.Today;
        body["cityIds"] = new JsonArray("can-tho");
        return body;
    }

    private static JsonObject Remarks(string city) => new()
    {
        ["occurredOn"] = Scenarios.Today,
        ["cityIds"] = new JsonArray(city),
        ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A" },
        ["kind"] = "Closing",
    };
}
