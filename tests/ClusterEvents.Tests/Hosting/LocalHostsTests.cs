using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>Which requests count as the local developer's without authentication.</summary>
[Collection<OnOwnStreams>]
public sealed class LocalHostsTests(EstablishedApp app)
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5080")]
    [InlineData("cluster.localhost")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]:5080")]
    public async Task This_machine_is_answered_under_each_of_its_names(string host) =>
        Assert.NotEmpty((await app.GetAsync("/v1/cities", ("Host", host))).Expect(HttpStatusCode.OK).Json.AsArray());

    [Theory]
    [InlineData("Host", "rebound.example")]
    [InlineData("Host", "localhost.example:5080")]
    [InlineData("Host", "192.0.2.1")]
    [InlineData("Origin", "https://page.example")]
    [InlineData("Origin", "null")]
    public async Task The_page_of_another_site_is_not_the_local_developer(string header, string value)
    {
        var recording = await app.PostEventAsync(Scenarios.Flowers(), (header, value));

        recording.Refused(HttpStatusCode.Forbidden, "not-allowed");
        Assert.Contains("AllowedHosts", (string)recording.Json["detail"]!, StringComparison.Ordinal);
        (await app.GetAsync("/v1/cities", (header, value))).Refused(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task A_page_of_this_machine_is_accepted() =>
        (await app.PostEventAsync(Scenarios.Flowers(), ("Origin", "http://localhost:3000")))
            .Expect(HttpStatusCode.Created);

    [Fact]
    public async Task Other_names_are_answered_where_they_are_allowed()
    {
        await using var open = TestApp.With(new() { ["AllowedHosts"] = "cluster.example" });
        await open.InitializeAsync();

        (await open.GetAsync("/v1/cities", ("Host", "cluster.example"))).Expect(HttpStatusCode.OK);
        (await open.GetAsync("/v1/cities", ("Host", "cluster.example"), ("Origin", "https://cluster.example")))
            .Expect(HttpStatusCode.OK);
        (await open.GetAsync("/v1/cities", ("Host", "cluster.example"), ("Origin", "https://page.example")))
            .Refused(HttpStatusCode.Forbidden, "not-allowed");
        Assert.Equal(HttpStatusCode.BadRequest, (await open.GetAsync("/v1/cities", ("Host", "other.example"))).Status);
    }
}
