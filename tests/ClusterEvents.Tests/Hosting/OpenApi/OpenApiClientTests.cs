using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using Xunit;

namespace ClusterEvents.Tests.Hosting.OpenApi;

/// <summary>
/// What clients that are generated from the document rest on. tests/ClusterEvents.Clients.Tests generates them and runs
/// them; these tests name the part of the document that would be at fault.
/// </summary>
public sealed class OpenApiClientTests(OpenApiTests.App app) : IClassFixture<OpenApiTests.App>
{
    public static TheoryData<string> Commands => OpenApiTests.Commands;

    /// <summary>Clients would send 0, false or the first choice in the place of what nobody stated.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Whatever_a_body_may_leave_out_may_be_null(string kind)
    {
        var schema = Schema(kind);
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();

        var optional = schema["properties"]!.AsObject().Where(field => !required.Contains(field.Key)).ToArray();

        Assert.NotEmpty(optional);
        Assert.All(optional, field => Assert.True(AllowsNull(field.Value!), field.Key));
    }

    /// <summary>Generators number the choices that have no name anew with each change.</summary>
    [Fact]
    public void Choices_have_names()
    {
        const string components = "/components/schemas/";
        var unnamed = Choices(app.Document, "")
            .Where(at => !at.StartsWith(components, StringComparison.Ordinal) || at[components.Length..].Contains('/'));

        // The discriminators of unions.
        Assert.All(unnamed, at => Assert.Matches("/oneOf/0/properties/(kind|type)$", at));
        Assert.NotNull(Schema("DayPart")["enum"]);
    }

    [Theory]
    [InlineData("TimelineEntry", "kind", "MeetingHeld", "MeetingHeldEntry", "MeetingHeld")]
    [InlineData("CloudEvent", "type", "clusterevents.entry-corrected.v2", "EntryCorrectedEvent", "EntryCorrectedData")]
    [InlineData("CloudEvent", "type", "clusterevents.pact-signed.v1", "PactSignedEventV1", "PactSigned")]
    [InlineData("EntryCorrection", "kind", "EntryDisputed", "EntryDisputedMark", "EntryDisputedData")]
    public void The_data_of_an_entry_or_event_has_the_type_that_it_names(
        string union, string field, string value, string component, string data)
    {
        var schema = Schema(union);

        Assert.Equal(field, (string)schema["discriminator"]!["propertyName"]!);
        Assert.Equal($"#/components/schemas/{component}", (string)schema["discriminator"]!["mapping"]![value]!);
        Assert.NotNull(Schema(component)["allOf"]);
        var member = schema["oneOf"]![0]!["oneOf"]!.AsArray()
            .Single(one => (string?)one!["properties"]?[field]?["const"] == value)!;
        Assert.Equal($"#/components/schemas/{data}", (string)member["properties"]!["data"]!["$ref"]!);
    }

    [Fact]
    public void Every_kind_of_entry_and_every_version_of_event_is_described()
    {
        var types = StoredEvents.Catalogue.Types;

        Assert.Equal(types.Select(type => type.Name).Order(StringComparer.Ordinal), Mapped("TimelineEntry"));
        Assert.Equal(
            types.SelectMany(type => type.Shapes).Select(shape => shape.CloudEventType).Order(StringComparer.Ordinal),
            Mapped("CloudEvent"));

        IEnumerable<string> Mapped(string union) => Schema(union)["discriminator"]!["mapping"]!.AsObject()
            .Select(one => one.Key).Order(StringComparer.Ordinal);
    }

    /// <summary>A client returns the answer with the lowest status, and takes every other one for an error.</summary>
    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/v1/activities/{activityId}/erasure")]
    [InlineData("/v1/ceremonies/flowers")]
    public void A_recording_answers_what_the_lowest_status_says(string path)
    {
        var responses = app.Document["paths"]![path]!["post"]!["responses"]!.AsObject();

        var first = responses.First().Value!["content"]!["application/json"]!["schema"]!;

        Assert.Equal(
            responses["201"]!["content"]!["application/json"]!["schema"]!.ToJsonString(), first.ToJsonString());
    }

    [Fact]
    public void Every_tag_is_described_and_the_service_is_where_its_document_is()
    {
        Assert.All(app.Document["tags"]!.AsArray(), tag => Assert.NotEmpty((string)tag!["description"]!));
        Assert.Equal("/", (string)Assert.Single(app.Document["servers"]!.AsArray())!["url"]!);
    }

    /// <summary>Generators that know one type only take the first (orval for zod).</summary>
    [Fact]
    public void Where_a_value_may_be_null_its_type_comes_first()
    {
        var firsts = Types(app.Document).Select(types => (string)types[0]!).ToArray();

        Assert.True(firsts.Length > 100, $"{firsts.Length} values may be null");
        Assert.DoesNotContain("null", firsts);

        static IEnumerable<JsonArray> Types(JsonNode? node) => node switch
        {
            JsonObject fields => fields.SelectMany(field =>
                field is { Key: "type", Value: JsonArray types } ? [types] : Types(field.Value)),
            JsonArray items => items.SelectMany(Types),
            _ => [],
        };
    }

    private JsonNode Schema(string name) => app.Document["components"]!["schemas"]![name]!;

    private static bool AllowsNull(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray types => types.Any(type => (string)type! == "null"),
            null when schema["oneOf"] is JsonArray forms => forms.Any(form => (string?)form!["type"] == "null"),
            null => schema["$ref"] is null,
            _ => false,
        };

    private static IEnumerable<string> Choices(JsonNode? node, string at) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key switch
        {
            "enum" when field.Value?.GetValueKind() == JsonValueKind.Array => [at],
            "example" => [],
            _ => Choices(field.Value, $"{at}/{field.Key}"),
        }),
        JsonArray items => items.Index().SelectMany(item => Choices(item.Item, $"{at}/{item.Index}")),
        _ => [],
    };
}
