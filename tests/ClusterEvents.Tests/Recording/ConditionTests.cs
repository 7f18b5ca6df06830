using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>Idempotency-Key and If-Match.</summary>
public sealed class ConditionTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_repeated_Idempotency_Key_replays_the_identical_answer()
    {
        var first = await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "replay"));
        var second = await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "replay"));

        first.Expect(HttpStatusCode.Created);
        second.Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await app.VersionAsync(first.Stream!));
    }

    [Fact]
    public async Task An_Idempotency_Key_with_another_body_or_route_is_refused()
    {
        var first = (await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "reused")))
            .Expect(HttpStatusCode.Created);
        var other = Scenarios.Meeting();
        other["venue"] = "Nơi khác";
        var remarks = Samples.RemarksDelivered("x").Data;

        var answer = (await app.PostAsync("/v1/meetings", other, ("Idempotency-Key", "reused")))
            .Refused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Contains("Send a new key", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        var route = $"/v1/{first.Stream!.Replace("meeting/", "meetings/", StringComparison.Ordinal)}/remarks";
        (await app.PostAsync(route, remarks, ("Idempotency-Key", "reused")))
            .Refused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(1, await app.VersionAsync(first.Stream!));
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.PreconditionFailed)]
    public async Task What_is_read_with_If_Match_has_that_version(string asked, HttpStatusCode status)
    {
        var created = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);

        foreach (var path in new[]
        {
            $"/v1/streams/{created.Stream}",
            $"/v1/{created.Stream!.Replace("meeting/", "meetings/", StringComparison.Ordinal)}",
        })
        {
            var answer = (await app.GetAsync(path, ("If-Match", asked))).Expect(status);
            if (status != HttpStatusCode.OK) answer.Refused(status, "not-this-version");
            Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        }
    }

    [Fact]
    public async Task An_Idempotency_Key_that_is_sent_twice_is_refused()
    {
        using var request = await RawRequest.BeginAsync(app, "/v1/meetings", "application/json",
            ("Idempotency-Key", "one"), ("idempotency-key", "another"));
        await request.SendAsync(Scenarios.Meeting().ToJsonString());
        await request.EndBodyAsync();

        var answer = await request.AnswerAsync();

        Assert.Equal("invalid-request", (string?)answer["type"]);
        Assert.Equal("header-twice", (string?)answer["errors"]!["Idempotency-Key"]![0]!["code"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    public async Task An_empty_Idempotency_Key_is_refused(string key)
    {
        var answer = await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", key));

        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["Idempotency-Key"], answer.Fields());
        Assert.Equal("empty-header", answer.CodeAt("Idempotency-Key"));
    }

    [Fact]
    public async Task A_refused_request_does_not_use_up_its_Idempotency_Key()
    {
        var nowhere = Scenarios.Meeting();
        nowhere["cityIds"] = new JsonArray("nowhere");

        (await app.PostAsync("/v1/meetings", nowhere, ("Idempotency-Key", "retried")))
            .Refused(HttpStatusCode.UnprocessableEntity, "unknown-city");
        (await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "retried")))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Without_an_Idempotency_Key_two_requests_are_two_recordings()
    {
        var first = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var second = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);

        Assert.NotEqual(first.Stream, second.Stream);
    }

    [Fact]
    public async Task An_Idempotency_Key_has_at_most_200_characters()
    {
        var answer = await app.PostAsync(
            "/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", new string('k', 201)));

        Assert.Equal(["Idempotency-Key"], answer.Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task An_Idempotency_Key_is_text_as_the_id_of_a_CloudEvent_is()
    {
        var answer = await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "one\ttwo"));

        Assert.Equal(["Idempotency-Key"], answer.Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task If_Match_with_the_current_version_is_recorded_and_a_stale_one_is_not()
    {
        await app.GivenAsync(Samples.MeetingHeld("guarded"));
        var remarks = Samples.RemarksDelivered("guarded");

        var current = await app.PostAsync(remarks.Route, remarks.Data, ("If-Match", "\"1\""));
        var stale = await app.PostAsync(remarks.Route, remarks.Data, ("If-Match", "\"1\""));
        var ahead = await app.PostAsync(remarks.Route, remarks.Data, ("If-Match", "\"3\""));
        var staleCloudEvent = await app.PostEventAsync(remarks.CloudEvent(), ("If-Match", "\"1\""));
        var next = await app.PostEventAsync(remarks.CloudEvent(), ("If-Match", current.Headers.ETag!.ToString()));

        current.Expect(HttpStatusCode.Created);
        stale.Refused(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Contains(
            "has version 2 by now, which If-Match", (string)stale.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(("2", "1"), (stale.ValueAt("", "version"), stale.ValueAt("", "expected")));
        ahead.Refused(HttpStatusCode.PreconditionFailed, "stale-version");
        staleCloudEvent.Refused(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Equal(3, (int)next.Expect(HttpStatusCode.Created).Json["version"]!);
    }

    [Fact]
    public async Task If_Match_of_any_version_asks_for_none()
    {
        await app.GivenAsync(Samples.MeetingHeld("any-version"));
        var remarks = Samples.RemarksDelivered("any-version");

        (await app.PostAsync(remarks.Route, remarks.Data, ("If-Match", "*"))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_Idempotency_Key_is_the_same_in_quotes_and_without()
    {
        var first = await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "\"quoted\""));
        var second = await app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "quoted"));

        Assert.Equal((string?)first.Expect(HttpStatusCode.Created).Json["activityId"],
            (string?)second.Expect(HttpStatusCode.Created).Json["activityId"]);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.Created)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.Created)]
    [InlineData("W/\"1\", \"1\"", HttpStatusCode.Created)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"2\", \"3\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"one\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"-1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.PreconditionFailed)]
    public async Task If_Match_holds_if_one_of_its_tags_is_the_version(string header, HttpStatusCode status)
    {
        var meeting = $"if-match-{Identifiers.FormKey()}";
        await app.GivenAsync(Samples.MeetingHeld(meeting));
        var remarks = Samples.RemarksDelivered(meeting);

        var answer = await app.PostAsync(remarks.Route, remarks.Data, ("If-Match", header));

        if (status == HttpStatusCode.Created) answer.Expect(status);
        else answer.Refused(status, "stale-version");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1")]
    public async Task A_malformed_If_Match_is_refused(string header)
    {
        var flowers = Samples.FlowersOffered("unmatched").With("relatedTo", null);

        var byRoute = await app.PostAsync(flowers.Route, flowers.Data, ("If-Match", header));
        var byCloudEvent = await app.PostEventAsync(flowers.CloudEvent(), ("If-Match", header));

        Assert.Equal(["If-Match"], byRoute.Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
        Assert.Equal(["If-Match"], byCloudEvent.Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }
}
