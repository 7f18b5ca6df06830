using System.Net;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording.OddInput;

[Collection<OnOwnStreams>]
public sealed class OddPathTests(EstablishedApp app)
{
    private static readonly string[] OddIds =
    [
        "UPPER", "a.b", "a--b", "a%20b", "a%2Fb", "%C4%90%C3%A0", "%zz", "%ED%A0%80", "%27%3B--",
        new string('a', 2_000),
    ];

    public static TheoryData<string> Kinds =>
        [.. StoredEvents.Catalogue.Types
            .Where(type => type.Opens == Opens.Never && !type.ClrType.IsAssignableTo(typeof(ICorrection)))
            .Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Adding_to_a_stream_that_cannot_be_on_record_is_unknown(string kind)
    {
        var sample = Samples.Of(kind);
        sample = sample.GivenByPath.Aggregate(sample, (rest, field) => rest.With(field, null));
        var id = sample.Subject[(sample.Subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
        foreach (var odd in OddIds.Prepend("never-recorded"))
        {
            var path = sample.Path.Replace($"/{id}/", $"/{odd}/", StringComparison.Ordinal);

            (await app.PostAsync(path, sample.Data))
                .Refused(HttpStatusCode.NotFound, $"unknown-{sample.Type.StreamKind ?? "meeting"}");
        }
    }

    [Theory]
    [InlineData("/v1/streams/meeting/{0}", "unknown-meeting")]
    [InlineData("/v1/streams/{0}/never-recorded", "unknown-stream")]
    [InlineData("/v1/activities/{0}", "unknown-activity")]
    [InlineData("/v1/timelines/cities/{0}", "unknown-city")]
    [InlineData("/v1/timelines/campaigns/{0}", "unknown-campaign")]
    public async Task Reading_what_cannot_be_on_record_is_unknown(string path, string code)
    {
        foreach (var odd in OddIds)
            (await app.GetAsync(path.Replace("{0}", odd, StringComparison.Ordinal)))
                .Refused(HttpStatusCode.NotFound, code);
    }

    [Fact]
    public async Task A_source_for_no_kind_of_stream_is_for_an_unknown_stream()
    {
        var source = Samples.SourceAttached("sourced").Data;

        (await app.PostAsync("/v1/streams/UPPER/x/sources", source)).Refused(HttpStatusCode.NotFound, "unknown-stream");
        (await app.PostEventAsync(Scenarios.Event("source-attached", "nothing/x", source)))
            .Refused(HttpStatusCode.UnprocessableEntity, "unknown-stream");
    }

    [Theory]
    [InlineData("/v1/streams/meeting/%00")]
    [InlineData("/v1/streams/%00/x")]
    [InlineData("/v1/activities/%00")]
    [InlineData("/v1/timelines/cities/a%00b")]
    [InlineData("/v1/timelines/campaigns/%00")]
    public async Task A_NUL_in_a_path_is_a_bad_request(string path)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await app.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostRawAsync($"{path}/reviews", "{}")).Status);
    }

    [Theory]
    [InlineData("/v1/events?city=%00", "city")]
    [InlineData("/v1/events?city=C%E1%BA%A7n%20Th%C6%A1", "city")]
    [InlineData("/v1/events?campaign=a%00b", "campaign")]
    [InlineData("/v1/events?subject=meeting%2F%00", "subject")]
    [InlineData("/v1/events?subject=meeting", "subject")]
    [InlineData("/v1/events?type=%00", "type")]
    [InlineData("/v1/events?after=-1", "after")]
    [InlineData("/v1/events?after=99999999999999999999", "after")]
    [InlineData("/v1/events?recordedFrom=2022-07-29", "recordedFrom")]
    [InlineData("/v1/events?recordedTo=%00", "recordedTo")]
    [InlineData("/v1/events?citty=can-tho", "citty")]
    [InlineData("/v1/timelines/cities/can-tho?from=01/02/2022", "from")]
    [InlineData("/v1/timelines/cities/can-tho?kind=%00", "kind")]
    [InlineData("/v1/timelines/cities/can-tho?cursor=%00", "cursor")]
    [InlineData("/v1/timelines/cities/can-tho?limit=0", "limit")]
    [InlineData("/v1/streams/city/can-tho?version=0", "version")]
    [InlineData("/v1/streams/city/can-tho?at=%00", "at")]
    public async Task A_malformed_query_is_named(string path, string parameter) =>
        Assert.Equal([parameter],
            (await app.GetAsync(path)).Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());

    [Theory]
    [InlineData("/v1/meetings?stream=%00")]
    [InlineData("/v1/meetings?stream=meeting%2FUPPER")]
    [InlineData("/v1/meetings?stream=city%2Fcan-tho")]
    public async Task A_stream_named_in_the_query_must_be_a_key_of_its_kind(string path) =>
        Assert.Equal(["stream"], (await app.PostAsync(path, Scenarios.Meeting()))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());

    [Fact]
    public async Task What_is_not_there_is_answered_with_problem_details()
    {
        (await app.GetAsync("/v1/nothing")).Refused(HttpStatusCode.NotFound, "not-found");
        (await app.PostRawAsync("/v1/activities/x", "{}"))
            .Refused(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Theory]
    [InlineData("POST", "/v1/nothing", null)]
    [InlineData("OPTIONS", "/nothing", null)]
    [InlineData("DELETE", "/v1/cities.csv/x", null)]
    [InlineData("PUT", "/xx/cities", null)]
    [InlineData("PUT", "/vi/cities", "GET, HEAD")]
    [InlineData("POST", "/v1/cities.csv", "GET, HEAD")]
    [InlineData("PUT", "/v1/cities", "GET, HEAD, POST")]
    [InlineData("GET", "/v1/ceremonies/flowers/x", null)]
    [InlineData("GET", "/v1/imports", "POST")]
    [InlineData("GET", "/v1/cities/x/names", "POST")]
    public async Task An_unknown_path_is_not_found_and_a_known_one_names_its_methods(
        string method, string path, string? allowed)
    {
        using var response = await app.Http.SendAsync(new(new HttpMethod(method), path), TestApp.Cancel);

        Assert.Equal(allowed is null ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, response.Content.Headers.Allow.Count == 0 ? null
            : string.Join(", ", response.Content.Headers.Allow));
    }
}
