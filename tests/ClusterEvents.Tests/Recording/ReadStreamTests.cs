using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class ReadStreamTests(ReadStreamTests.App app) : IClassFixture<ReadStreamTests.App>
{
    [Fact]
    public async Task A_stream_shows_its_raw_events_with_who_and_when_and_the_state_they_fold_to()
    {
        var stream = (await app.GetAsync($"/v1/streams/{app.Meeting}")).Expect(HttpStatusCode.OK);

        Assert.Equal((app.Meeting, 3), (stream.Stream, (int)stream.Json["version"]!));
        Assert.Equal("\"3\"", stream.Headers.ETag!.Tag);
        Assert.Equal("Held", (string?)stream.Json["state"]!["status"]);
        var events = stream.Json["events"]!.AsArray();
        Assert.Equal(["meeting-scheduled", "meeting-postponed", "meeting-held"],
            events.Select(e => ((string)e!["type"]!).Split('.')[1]));
        Assert.All(events, e => Assert.Equal("local-developer", (string?)e!["recordedby"]));
        Assert.All(events, e => Assert.Equal(app.Meeting, (string?)e!["subject"]));
    }

    [Theory]
    [InlineData(1, "Scheduled", "2022-06-01")]
    [InlineData(2, "Postponed", "2022-06-15")]
    public async Task A_version_shows_the_stream_as_it_was_with_that_many_events(
        int version, string status, string plannedOn)
    {
        var stream = (await app.GetAsync($"/v1/streams/{app.Meeting}?version={version}")).Expect(HttpStatusCode.OK);

        Assert.Equal(version, (int)stream.Json["version"]!);
        Assert.Equal(version, stream.Json["events"]!.AsArray().Count);
        Assert.Equal((status, plannedOn),
            ((string?)stream.Json["state"]!["status"], (string?)stream.Json["state"]!["plannedOn"]));
    }

    [Fact]
    public async Task An_instant_shows_what_was_recorded_by_then()
    {
        var events = (await app.GetAsync($"/v1/streams/{app.Meeting}")).Json["events"]!.AsArray();

        for (var recorded = 1; recorded <= 3; recorded++)
        {
            var at = (string)events[recorded - 1]!["recordedtime"]!;
            var stream = (await app.GetAsync($"/v1/streams/{app.Meeting}?at={at}")).Expect(HttpStatusCode.OK);
            Assert.Equal(recorded, (int)stream.Json["version"]!);
            Assert.Equal(recorded, stream.Json["events"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_version_that_is_not_reached_yet_is_not_found()
    {
        var refusal = (await app.GetAsync($"/v1/streams/{app.Meeting}?version=4"))
            .Refused(HttpStatusCode.NotFound, "unknown-version");

        Assert.Equal(("unknown-version", "3"), (refusal.CodeAt(""), refusal.ValueAt("", "last")));
        Assert.Contains("is at version 3", (string)refusal.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_its_first_event_a_stream_is_not_there() =>
        (await app.GetAsync($"/v1/streams/{app.Meeting}?at=2020-01-01T00:00:00Z"))
            .Refused(HttpStatusCode.NotFound, "unknown-meeting");

    [Fact]
    public async Task A_stream_that_nothing_opened_is_not_found() =>
        (await app.GetAsync("/v1/streams/meeting/none")).Refused(HttpStatusCode.NotFound, "unknown-meeting");

    [Theory]
    [InlineData("?version=0", "version")]
    [InlineData("?version=x", "version")]
    [InlineData("?at=yesterday", "at")]
    [InlineData("?version=1&at=2022-01-01T00:00:00Z", "at")]
    [InlineData("?on=2022-01-01", "on")]
    public async Task Invalid_parameters_of_a_stream_are_rejected_by_name(string query, string parameter)
    {
        var refusal = await app.GetAsync($"/v1/streams/{app.Meeting}{query}");

        refusal.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(refusal.Json["errors"]![parameter]);
    }

    /// <summary>A meeting that was scheduled, postponed and held.</summary>
    public sealed class App : EstablishedApp
    {
        public string Meeting { get; private set; } = "";

        protected override async Task ArrangeAsync()
        {
            var scheduled = Scenarios.Meeting("2022-05-01");
            scheduled["plannedOn"] = "2022-06-01";
            Meeting = (await this.PostAsync("/v1/meetings/schedules", scheduled))
                .Expect(HttpStatusCode.Created).Stream!;
            (await this.PostAsync($"/v1/meetings/{Meeting.Split('/')[1]}/postponements", new JsonObject
            {
                ["occurredOn"] = "2022-05-20",
                ["cityIds"] = new JsonArray("can-tho"),
                ["newPlannedOn"] = "2022-06-15",
                ["reason"] = "Mưa bão",
            })).Expect(HttpStatusCode.Created);
            (await this.PostAsync($"/v1/meetings?stream={Meeting}", Scenarios.Meeting("2022-06-15")))
                .Expect(HttpStatusCode.Created);
        }
    }
}
