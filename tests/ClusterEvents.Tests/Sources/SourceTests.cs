using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Sources;

[Collection<OnOwnStreams>]
public sealed class SourceTests(EstablishedApp app)
{
    [Theory]
    [InlineData("city/can-tho")]
    [InlineData("cluster/cum-1-bca")]
    [InlineData("campaign/vi-an-ninh-to-quoc-2022")]
    public async Task A_source_is_attached_to_any_stream(string stream)
    {
        var source = Samples.SourceAttached("unused").Data;

        var created = (await app.PostAsync($"/v1/streams/{stream}/sources", source)).Expect(HttpStatusCode.Created);

        Assert.Equal(stream, created.Stream);
    }

    [Fact]
    public async Task A_source_is_on_no_timeline()
    {
        var created = await app.GivenAsync(Samples.SourceAttached("silent"));

        var timeline = await app.TimelineAsync("cities/can-tho");

        Assert.DoesNotContain("SourceAttached", timeline.Kinds);
        Assert.Equal("SourceAttached", (string)(await app.GetAsync(
            $"/v1/activities/{created.Json["activityId"]}")).Expect(HttpStatusCode.OK).Json["kind"]!);
    }

    [Fact]
    public async Task A_source_has_at_least_one_field()
    {
        var nothing = (await app.PostRawAsync("/v1/streams/city/can-tho/sources", """{"occurredOn":"2022-07-29"}"""))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("at-least-one-field", nothing.CodeAt("title"));
        Assert.Equal(
            "“Sources” is empty. Give at least one of publisher, title, url, publishedAt, byline, sha256.",
            (string?)nothing.Json["detail"]);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task A_digest_is_64_hexadecimal_digits(string digest)
    {
        var source = Samples.SourceAttached("miscounted").With("sha256", digest);

        Assert.Equal(["sha256"], (await app.PostAsync("/v1/streams/city/can-tho/sources", source.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task A_source_may_be_attached_after_the_conclusion_of_a_campaign()
    {
        await app.GivenAsync(Samples.CampaignConcluded("sourced-2022"));

        var late = Samples.SourceAttached("unused").On("2023-02-01");

        (await app.PostAsync("/v1/streams/campaign/sourced-2022/sources", late.Data)).Expect(HttpStatusCode.Created);
    }
}
