using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Hosting.OpenApi;

public sealed class OpenApiExampleTests(EmptyApp app) : IClassFixture<EmptyApp>
{
    /// <summary>The commands of one cluster's history, in a valid order.</summary>
    private static readonly string[] Story =
    [
        "CampaignLaunched", "MeetingHeld", "FlowersOffered", "IncenseOffered", "RemarksDelivered", "CampaignReviewed",
        "AssessmentRecorded", "PrioritiesSet", "DirectiveIssued", "SourceAttached",
    ];

    [Fact]
    public async Task The_examples_of_the_document_are_accepted_as_they_stand()
    {
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;
        await CitiesAndMembersAsync(document);

        foreach (var kind in Story) await app.TryAsync(document, kind);

        var timeline = await app.TimelineAsync("campaigns/vi-an-ninh-to-quoc-2022");
        Assert.Equal(
            ["AssessmentRecorded", "CampaignLaunched", "CampaignReviewed", "DirectiveIssued", "FlowersOffered",
                "IncenseOffered", "MeetingHeld", "PrioritiesSet", "RemarksDelivered"],
            timeline.Kinds.Order(StringComparer.Ordinal));
    }

    /// <summary>What the examples require: every city that they name is on record and a member.</summary>
    private async Task CitiesAndMembersAsync(JsonNode document)
    {
        var content = document["paths"]!["/v1/events"]!["post"]!["requestBody"]!["content"]!;
        (await app.PostEventAsync(content["application/cloudevents+json"]!["example"]!)).Expect(HttpStatusCode.Created);
        var again = await app.PostEventAsync(content["application/cloudevents-batch+json"]!["example"]!.AsArray());
        Assert.True((bool)again.Expect(HttpStatusCode.Created).Json[0]!["duplicate"]!);

        var addressees = OpenApiExamples.Find(document, "DirectiveIssued")!.Value.Body["addressees"]!.AsArray();
        string[] cities = [.. addressees.Select(city => (string)city!)];
        Assert.Equal("ha-noi", cities[0]);
        foreach (var (index, city) in cities.Index().Skip(1)) await app.GivenCityAsync(city, city, $"{50 + index}");
        await app.TryAsync(document, "ClusterEstablished");
        await app.TryAsync(document, "MemberJoined");
        var joined = (string)OpenApiExamples.Find(document, "MemberJoined")!.Value.Body["cityId"]!;
        foreach (var city in cities.Where(city => city != joined))
            await app.GivenMemberAsync(city, "2022-01-01");
    }
}
