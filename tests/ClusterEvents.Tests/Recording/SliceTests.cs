using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class SliceTests(EstablishedApp app, OtherEstablishedApp other)
    : IClassFixture<EstablishedApp>, IClassFixture<OtherEstablishedApp>
{
    /// <summary>Every kind but the corrections, which name an entry of their own installation.</summary>
    public static TheoryData<string> Kinds => [.. StoredEvents.Catalogue.Types
        .Where(type => !type.ClrType.IsAssignableTo(typeof(ICorrection))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_accepted_recording_is_an_activity_with_all_that_was_sent(string kind)
    {
        var sample = Samples.Of(kind);
        await app.GivenWhatItNeedsAsync(sample);

        var created = (await app.PostAsync(sample.Route, sample.Data)).Expect(HttpStatusCode.Created);

        Assert.Equal(["activityId", "stream", "version", "position", "duplicate"],
            // What a sample needs may have been of the same kind and day.
            created.Json.AsObject().Select(field => field.Key).Except(["similar"]));
        Assert.Equal(sample.Subject, created.Stream);
        Assert.False((bool)created.Json["duplicate"]!);
        Assert.Equal($"\"{created.Json["version"]}\"", created.Headers.ETag!.Tag);
        Assert.Equal($"/v1/activities/{created.Json["activityId"]}", created.Headers.Location!.ToString());

        var activity = (await app.GetAsync(created.Headers.Location!.ToString())).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((string)created.Json["activityId"]!, (string)activity["activityId"]!);
        Assert.Equal(kind, (string)activity["kind"]!);
        Assert.Equal(sample.Subject, (string)activity["stream"]!);
        Assert.Equal("local-developer", (string)activity["recordedBy"]!);
        Assert.False(string.IsNullOrWhiteSpace((string)activity["title"]!));
        foreach (var (field, sent) in sample.Data) AssertSame(sent, activity["data"]![field], field);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_route_and_the_CloudEvent_record_the_same_event(string kind)
    {
        var sample = Again(Samples.Of(kind));
        await app.GivenWhatItNeedsAsync(sample);
        await other.GivenWhatItNeedsAsync(sample);
        var byRoute = await app.PostAsync(sample.Route, sample.Data);
        var byCloudEvent = await other.PostEventAsync(sample.CloudEvent());

        byRoute.Expect(HttpStatusCode.Created);
        byCloudEvent.Expect(HttpStatusCode.Created);
        var (first, second) = (await StoredAsync(app, byRoute), await StoredAsync(other, byCloudEvent));
        AssertSame(first["data"], second["data"], "data");
        Assert.Equal((string)first["type"]!, (string)second["type"]!);
        Assert.Equal((string)first["subject"]!, (string)second["subject"]!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_missing_field_is_named_by_route_and_CloudEvent(string kind)
    {
        var sample = Samples.Of(kind);
        var required = sample.Type.Reader().Fields.Where(field => field.Required).Select(field => field.Name).ToArray();
        var emptied = required.Aggregate(sample, (rest, field) => rest.With(field, null));
        if (required.Length == 0) emptied = emptied.With("occurredOn", null);

        var byRoute = await app.PostAsync(sample.Route, emptied.Data);
        var byCloudEvent = await app.PostEventAsync(emptied.CloudEvent());

        byRoute.Refused(HttpStatusCode.BadRequest, "invalid-request");
        byCloudEvent.Refused(HttpStatusCode.BadRequest, "invalid-request");
        string[] missing = required.Length == 0 ? ["occurredOn"] : required;
        Assert.Equal(missing.Except(sample.GivenByPath), byRoute.Fields());
        Assert.Equal(missing.Select(field => $"data.{field}"), byCloudEvent.Fields());
        Assert.All(byRoute.Fields(), field => Assert.Equal(
            required.Length == 0 ? "date-not-known" : "required", byRoute.CodeAt(field)));
    }

    /// <summary>The same kind on a stream of its own, so that it is accepted whatever ran before.</summary>
    private static Sample Again(Sample sample) => sample.Kind switch
    {
        "CityRegistered" => Samples.CityRegistered("hue", "Huế", "46"),
        "CityRenamed" => Samples.CityRenamed("renamed-again", "98"),
        "CitiesMerged" => Samples.CitiesMerged("merged-again", "62", "63"),
        "ClusterEstablished" => Samples.ClusterEstablished("cum-12-bca", 12),
        "MemberJoined" => Samples.MemberJoined("cum-13-bca", 13),
        "MemberLeft" => Samples.MemberLeft("cum-14-bca", 14),
        "LeadershipAssigned" => Samples.LeadershipAssigned("cum-15-bca", 15),
        "LeadershipHandedOver" => Samples.LeadershipHandedOver("cum-16-bca", 16),
        "RegulationAdopted" => Samples.RegulationAdopted("cum-17-bca", 17),
        _ => Renamed(sample, sample.Subject[(sample.Subject.IndexOf('/', StringComparison.Ordinal) + 1)..]),
    };

    private static Sample Renamed(Sample sample, string id)
    {
        string New(string text) => Regex.Replace(text, $@"(?<=[ /""-]){id}(?=[/""]|$)", $"again-{id}");
        return sample with
        {
            Path = New(sample.Path),
            Subject = New(sample.Subject),
            Json = New(sample.Json),
            Before = [.. sample.Before.Select(before => Renamed(before, id))],
        };
    }

    private static async Task<JsonObject> StoredAsync(TestApp app, Answer created) =>
        Assert.Single(await app.EventsAsync($"subject={created.Stream}&after={created.Position - 1}"));

    private static void AssertSame(JsonNode? expected, JsonNode? actual, string field) =>
        Assert.True(JsonNode.DeepEquals(expected, actual),
            $"{field}: {actual?.ToJsonString()} for {expected?.ToJsonString()}");
}
