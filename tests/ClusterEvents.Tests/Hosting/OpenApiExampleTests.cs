using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Hosting;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

public sealed class OpenApiExampleTests(EmptyApp app) : IClassFixture<EmptyApp>
{
    /// <summary>The commands that make up one cluster's story, in an order in which it can be told.</summary>
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

        foreach (var kind in Story) await SendAsync(document, kind);

        var timeline = await app.TimelineAsync("campaigns/vi-an-ninh-to-quoc-2022");
        Assert.Equal(
            ["AssessmentRecorded", "CampaignLaunched", "CampaignReviewed", "DirectiveIssued", "FlowersOffered",
                "IncenseOffered", "MeetingHeld", "PrioritiesSet", "RemarksDelivered"],
            timeline.Kinds.Order(StringComparer.Ordinal));
    }

    /// <summary>What the examples rest on: every city that they name is on record and a member.</summary>
    private async Task CitiesAndMembersAsync(JsonNode document)
    {
        var content = document["paths"]!["/v1/events"]!["post"]!["requestBody"]!["content"]!;
        (await app.PostEventAsync(content["application/cloudevents+json"]!["example"]!)).Expect(HttpStatusCode.Created);
        var again = await app.PostEventAsync(content["application/cloudevents-batch+json"]!["example"]!.AsArray());
        Assert.True((bool)again.Expect(HttpStatusCode.Created).Json[0]!["duplicate"]!);

        var addressees = Operation(document, "DirectiveIssued").Body["addressees"]!.AsArray();
        string[] cities = [.. addressees.Select(city => (string)city!)];
        Assert.Equal("ha-noi", cities[0]);
        foreach (var (index, city) in cities.Index().Skip(1)) await app.RegisteredAsync(city, city, $"{50 + index}");
        await SendAsync(document, "ClusterEstablished");
        await SendAsync(document, "MemberJoined");
        foreach (var city in cities.Except([(string)Operation(document, "MemberJoined").Body["cityId"]!]))
            await app.JoinedAsync(city, "2022-01-01");
    }

    private async Task SendAsync(JsonNode document, string kind)
    {
        var (path, body) = Operation(document, kind);
        (await app.PostAsync(path, body)).Expect(HttpStatusCode.Created);
    }

    /// <summary>The route of a kind with the examples of its parameters, and the example of its body.</summary>
    private static (string Path, JsonNode Body) Operation(JsonNode document, string kind)
    {
        var (template, item) = document["paths"]!.AsObject().Single(path =>
            (string?)path.Value!["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]
            == $"#/components/schemas/{kind}");
        var path = template;
        foreach (var parameter in item!["post"]!["parameters"]!.AsArray().Where(p => p!["example"] is not null))
            path = (string)parameter!["in"]! == "path"
                ? path.Replace($"{{{parameter["name"]}}}", (string)parameter["example"]!, StringComparison.Ordinal)
                : $"{path}?{parameter["name"]}={parameter["example"]}";
        var body = item["post"]!["requestBody"]!["content"]!["application/json"]!["example"];
        Assert.True(body is not null, $"{kind} has no example.");
        return (path, body);
    }
}
