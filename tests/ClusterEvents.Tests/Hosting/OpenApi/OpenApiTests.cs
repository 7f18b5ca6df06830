using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Tests.Recording.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace ClusterEvents.Tests.Hosting.OpenApi;

public sealed partial class OpenApiTests(OpenApiTests.App app) : IClassFixture<OpenApiTests.App>
{
    public static TheoryData<string> Commands => [.. StoredEvents.Catalogue.Types.Select(type => type.Name)];

    [Fact]
    public void Every_route_under_v1_and_of_the_log_is_in_the_document()
    {
        var document = app.Document;
        var mapped = app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => Serves(route.RoutePattern.RawText!))
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                // Wherever GET is answered, HEAD is; that is not said at each of them.
                .Where(verb => verb != HttpMethods.Head).Select(verb =>
                    $"{verb} {route.RoutePattern.RawText!.Replace("{*", "{", StringComparison.Ordinal)}"));

        var described = Operations(document).Select(o => $"{o.Verb} {o.Path}");

        Assert.Equal(mapped.Order(StringComparer.Ordinal),
            described.Where(o => Serves(o.Split(' ')[1])).Order(StringComparer.Ordinal));

        static bool Serves(string path) => path.StartsWith("/v1/", StringComparison.Ordinal)
            || path.StartsWith("/log/", StringComparison.Ordinal);
    }

    /// <summary>Integrators rest on the document.</summary>
    [Fact]
    public Task The_document_is_the_approved_one() =>
        Approved.CompareAsync(app.Text, "tests/ClusterEvents.Tests/Hosting/OpenApi/openapi.approved.json");

    [Fact]
    public void Every_code_of_a_fault_is_listed_and_a_later_one_is_not_excluded()
    {
        var code = app.Document["components"]!["schemas"]!["FaultCode"]!;

        Assert.Equal(Sentences.Codes.Order(StringComparer.Ordinal),
            code["x-extensible-enum"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(Sentences.Codes.Count(), code["x-enum-descriptions"]!.AsArray().Count);
        Assert.Equal("string", (string)code["type"]!);
        Assert.Null(code["enum"]);
    }

    [Fact]
    public void An_operation_that_records_lists_the_codes_of_its_rules()
    {
        var document = app.Document;
        var closing = document["paths"]!["/v1/campaigns/{id}/drive-closures"]!["post"]!;
        var codes = closing["x-problem-codes"]!.AsArray().Select(code => (string)code!).ToArray();

        Assert.Equal(["campaign-retracted", "drive-not-open", "drive-outside-edition"], codes[..3]);
        Assert.Contains("period-not-ended", codes[3..]);
        Assert.Contains("`drive-not-open`", (string)closing["description"]!, StringComparison.Ordinal);
        Assert.Contains("guests-not-allowed", document["components"]!["responses"]!["UnprocessableEntity"]![
            "x-problem-codes"]!.AsArray().Select(code => (string)code!));
        Assert.Empty(StoredEvents.Catalogue.Types.SelectMany(type => type.RuleCodes).Except(
            document["components"]!["schemas"]!["ProblemCode"]!["x-extensible-enum"]!.AsArray()
                .Select(code => (string)code!)));
    }

    [Fact]
    public void Every_operation_has_its_own_id_a_summary_a_description_and_a_tag()
    {
        var operations = Operations(app.Document).ToArray();

        Assert.Equal(operations.Length, operations.Select(o => (string)o.Operation["operationId"]!).Distinct().Count());
        foreach (var (path, verb, operation) in operations)
        {
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{verb} {path}");
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]), $"{verb} {path}");
            Assert.Single(operation["tags"]!.AsArray());
            foreach (var name in Names(path)) Assert.Contains(name, Parameters(operation, "path"));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_schema_of_a_command_has_exactly_the_fields_that_its_reader_knows(string kind)
    {
        var document = app.Document;
        Assert.True(StoredEvents.Catalogue.TryGet(kind, out var type));
        // The path of a correction contains its target, so the body does not.
        var inPath = type.ClrType.IsAssignableTo(typeof(ICorrection)) ? "targetEventId" : null;
        var known = RecordReader.Of(type.ClrType).Fields.Where(field => field.Name != inPath).ToArray();

        var schema = Schema(document, kind);

        Assert.Single(Operations(document), o => RequestSchema(o.Operation) == $"#/components/schemas/{kind}");
        Assert.Equal(known.Select(field => field.Name).Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            known.Where(field => field.Required && !field.IsOwnStream).Select(field => field.Name)
                .Order(StringComparer.Ordinal),
            (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.False((bool)schema["additionalProperties"]!);
    }

    [Fact]
    public void Bounds_choices_forms_and_meanings_stand_in_the_schema()
    {
        var document = app.Document;

        var held = Schema(document, "MeetingHeld")["properties"]!;
        Assert.Equal(["PactSigning", "MidYearReview", "YearEndReview", "Thematic", "Other"],
            Schema(document, "MeetingKind")["enum"]!.AsArray().Select(choice => (string)choice!));
        Assert.Equal("#/components/schemas/MeetingKind", (string)held["kind"]!["$ref"]!);
        Assert.Equal((0, 1_000_000), ((int)held["attendance"]!["minimum"]!, (int)held["attendance"]!["maximum"]!));
        Assert.Equal("date", (string)held["occurredOn"]!["format"]!);
        Assert.Equal("Its purpose.", (string)held["kind"]!["description"]!);
        Assert.Equal(300, (int)Schema(document, "RemarksDelivered")["properties"]!["gist"]!["maxLength"]!);
        Assert.Equal(4_000, (int)held["venue"]!["maxLength"]!);
        Assert.Equal(1, (int)Schema(document, "Source")["minProperties"]!);
        Assert.Matches((string)held["cityIds"]!["items"]!["pattern"]!, "can-tho");
        Assert.DoesNotMatch((string)held["cityIds"]!["items"]!["pattern"]!, "Can Tho");
        Assert.Equal(9_007_199_254_740_991,
            (long)Schema(document, "CommunityActivityHeld")["properties"]!["amountVnd"]!["maximum"]!);
    }

    [Theory]
    [InlineData("CitiesMerged", "successor")]
    [InlineData("CommendationRevoked", "award")]
    public void A_body_may_omit_what_the_path_says(string kind, string field)
    {
        var schema = Schema(app.Document, kind);

        Assert.NotNull(schema["properties"]![field]);
        Assert.DoesNotContain(field, schema["required"]!.AsArray().Select(name => (string)name!));
    }

    [Theory]
    [InlineData("MeetingHeld", "clusterId", "cum-1-bca", "Cụm 1")]
    [InlineData("MeetingHeld", "localTime", "23:59", "12:60")]
    [InlineData("TargetSet", "value", "-12.50", "007")]
    [InlineData("CityRegistered", "gsoCode", "01", "1")]
    public void A_text_that_a_rule_refuses_is_none_of_the_form_that_is_described(
        string kind, string field, string taken, string refused)
    {
        var pattern = (string)Schema(app.Document, kind)["properties"]![field]!["pattern"]!;

        Assert.Matches(pattern, taken);
        Assert.DoesNotMatch(pattern, refused);
    }

    [Fact]
    public void What_is_only_shown_may_be_longer_than_what_is_recorded()
    {
        Assert.Null(Schema(app.Document, "EntryMark")["properties"]!["title"]!["maxLength"]);
        Assert.Equal(4_000, (int)Schema(app.Document, "Source")["properties"]!["title"]!["maxLength"]!);
    }

    [Theory]
    [InlineData("/v1/activities/{activityId}")]
    [InlineData("/v1/audit/replay/cities/{cityId}")]
    [InlineData("/v1/timelines/cities/{cityId}")]
    public void A_route_with_conditional_requests_documents_them(string path)
    {
        var read = app.Document["paths"]![path]!["get"]!;

        Assert.Contains("If-None-Match", Parameters(read, "header"));
        Assert.NotNull(read["responses"]!["304"]!["headers"]!["ETag"]);
    }

    [Theory]
    [InlineData("/v1/audit/differences")]
    [InlineData("/v1/audit/states")]
    public void A_parameter_that_cannot_be_left_out_says_so(string path) =>
        Assert.True((bool)OpenApiExamples.Parameters(app.Document, app.Document["paths"]![path]!["get"]!)
            .Single(parameter => (string)parameter["name"]! == "timeline")["required"]!);

    [Fact]
    public void A_command_documents_its_responses_and_rejections()
    {
        var document = app.Document;
        var flowers = document["paths"]!["/v1/ceremonies/flowers"]!["post"]!;

        Assert.Equal(["201", "400", "401", "403", "408", "409", "412", "413", "414", "415", "422", "429", "503"],
            flowers["responses"]!.AsObject().Select(response => response.Key));
        Assert.Equal(["ETag", "Location"],
            flowers["responses"]!["201"]!["headers"]!.AsObject().Select(header => header.Key).Order());
        Assert.Equal(["Idempotency-Key", "If-Match", "Prefer"], Parameters(flowers, "header"));
        Assert.Equal(["stream"], Parameters(flowers, "query"));
        var remarks = document["paths"]!["/v1/meetings/{id}/remarks"]!["post"]!;
        Assert.Contains("404", remarks["responses"]!.AsObject().Select(response => response.Key));
        Assert.Empty(Parameters(remarks, "query"));
        foreach (var response in document["components"]!["responses"]!.AsObject())
            Assert.Equal(["application/problem+json"], response.Value!["content"]!.AsObject().Select(type => type.Key));
    }

    [Fact]
    public void Every_reference_in_the_document_leads_somewhere()
    {
        var document = app.Document;

        var references = References(document).Distinct().ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(reference[2..].Split('/')
            .Aggregate((JsonNode?)document, (node, name) => node?[name])));
    }

    [Fact]
    public void What_may_hold_anything_is_not_described_as_empty() =>
        Assert.All(app.Document["components"]!["schemas"]!.AsObject(), schema => Assert.False(
            schema.Value!["additionalProperties"]?.GetValueKind() == JsonValueKind.False
                && schema.Value["properties"] is not JsonObject { Count: > 0 }, schema.Key));

    [Fact]
    public async Task A_route_that_reads_is_described_with_exactly_the_parameters_that_it_takes()
    {
        var reads = Operations(app.Document)
            .Where(o => o.Verb == "GET" && o.Path.StartsWith("/v1/", StringComparison.Ordinal));
        foreach (var (path, _, operation) in reads)
        {
            var asked = path.Replace("{kind}", "meeting", StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x');
            var refusal = (await app.GetAsync($"{asked.ToLowerInvariant()}?nonsense=1"))
                .Refused(HttpStatusCode.BadRequest, "invalid-request");
            var known = refusal.FaultAt("nonsense")["arguments"]!["known"]!.AsArray().Select(name => (string)name!);
            var described = Parameters(operation, "query").Concat(InsteadOfHeaders(operation));
            Assert.Equal($"{path}: {string.Join(' ', known.Order(StringComparer.Ordinal))}",
                $"{path}: {string.Join(' ', described.Order(StringComparer.Ordinal))}");
        }
    }

    [Fact]
    public async Task The_document_and_the_page_come_from_the_program_alone()
    {
        var page = (await app.GetAsync("/scalar/")).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain("//", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page.Text, StringComparison.Ordinal);
        foreach (var one in new[] { page, (await app.GetAsync("/Scalar/")).Expect(HttpStatusCode.OK) })
            Assert.StartsWith("default-src 'self';", one.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
        var script = (await app.GetAsync("/scalar/scalar.js")).Expect(HttpStatusCode.OK);
        Assert.True(script.Text.Length > 1_000_000, $"{script.Text.Length} characters");
    }

    private static JsonNode Schema(JsonNode document, string name) => document["components"]!["schemas"]![name]!;

    private static string? RequestSchema(JsonNode operation) =>
        (string?)operation["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"];

    private static IEnumerable<(string Path, string Verb, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);

    private string[] Parameters(JsonNode operation, string place) =>
    [
        .. OpenApiExamples.Parameters(app.Document, operation).Where(one => (string)one["in"]! == place)
            .Select(one => (string)one["name"]!),
    ];

    /// <summary>The query parameters that say the same as a header, which alone is described.</summary>
    private IEnumerable<string> InsteadOfHeaders(JsonNode operation) =>
        OpenApiExamples.Parameters(app.Document, operation)
            .Select(one => QueryParameter().Match((string?)one["description"] ?? ""))
            .Where(match => match.Success).Select(match => match.Groups[1].Value);

    [GeneratedRegex("query parameter `(.+)`")]
    private static partial Regex QueryParameter();

    private static IEnumerable<string> Names(string path) =>
        path.Split('/').Where(part => part.StartsWith('{'))
            .Select(part => part[1..part.IndexOf('}', StringComparison.Ordinal)]);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field =>
            field.Key == "$ref" ? [(string)field.Value!] : field.Key == "example" ? [] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    public sealed class App : TestApp
    {
        public string Text { get; private set; } = "";

        public JsonNode Document { get; private set; } = null!;

        protected override async Task ArrangeAsync()
        {
            var answer = (await GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
            (Text, Document) = (answer.Text, answer.Json);
        }
    }
}
