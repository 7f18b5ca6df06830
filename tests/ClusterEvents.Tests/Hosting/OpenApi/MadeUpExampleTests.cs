using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Hosting.OpenApi;
using Xunit;

namespace ClusterEvents.Tests.Hosting.OpenApi;

/// <summary>The fictitious examples in the OpenAPI document, for event types without a seed.</summary>
public sealed class MadeUpExampleTests(SeededApp app) : IClassFixture<SeededApp>
{
    /// <summary>What cannot be undone, or only with effort; trying it does no harm.</summary>
    private static readonly Dictionary<string, (HttpStatusCode Status, string Code)> Harmless = new()
    {
        [nameof(MemberLeft)] = (HttpStatusCode.UnprocessableEntity, "unknown-city"),
        [nameof(PersonalFieldsErased)] = (HttpStatusCode.NotFound, "unknown-activity"),
    };

    [Fact]
    public async Task Every_command_has_an_example_except_those_of_the_service_itself()
    {
        var document = await DocumentAsync();

        var without = StoredEvents.Catalogue.Types.Select(type => type.Name)
            .Where(kind => OpenApiExamples.Find(document, kind) is null);

        Assert.All(without, kind => Assert.True(kind == nameof(DirectiveOverdue), MissingExample(kind)));
    }

    [Fact]
    public async Task Each_can_be_tried_where_the_seeds_are_loaded_and_erases_and_ends_nothing_there()
    {
        var document = await DocumentAsync();

        foreach (var example in Examples.MadeUp)
        {
            var kind = Kind(example);
            // The document shows a seeded city; this one is needed by the merger.
            if (kind == nameof(CityRegistered)) (await app.PostEventAsync(example)).Expect(HttpStatusCode.Created);
            else if (Harmless.TryGetValue(kind, out var refusal))
            {
                var (path, body) = OpenApiExamples.Find(document, kind)!.Value;
                (await app.PostAsync(path, body)).Refused(refusal.Status, refusal.Code);
            }
            else await app.TryAsync(document, kind);
        }
    }

    /// <summary>What to do about a type of event without an example.</summary>
    internal static string MissingExample(string kind) =>
        $"{kind} has no example: add a CloudEvent of it to src/ClusterEvents/Hosting/OpenApi/examples.ndjson.";

    private async Task<JsonNode> DocumentAsync() =>
        (await app.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;

    private static string Kind(JsonObject cloudEvent) =>
        StoredEvents.Catalogue.TryGetCloudEventType((string)cloudEvent["type"]!, out var shape)
            ? shape.Type.Name : throw new InvalidOperationException($"There is no type {cloudEvent["type"]}.");
}
