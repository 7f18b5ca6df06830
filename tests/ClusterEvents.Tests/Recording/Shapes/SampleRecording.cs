using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>Sends samples to the route of their command and as CloudEvents, with the same expectations.</summary>
public static class SampleRecording
{
    private static readonly ConditionalWeakTable<TestApp, HashSet<string>> RecordedSamples = [];

    /// <summary>Records the samples in order, each after those it requires.</summary>
    public static async Task<Answer> GivenAsync(this TestApp app, params Sample[] samples)
    {
        Answer? last = null;
        foreach (var sample in samples)
        {
            await app.GivenWhatItNeedsAsync(sample);
            last = (await app.PostEventAsync(sample.CloudEvent())).Expect(HttpStatusCode.Created);
            RecordedOf(app).Add(sample.Key);
        }

        return last!;
    }

    /// <summary>Records the samples that a sample requires, each once.</summary>
    public static async Task GivenWhatItNeedsAsync(this TestApp app, Sample sample)
    {
        foreach (var before in sample.Before) await app.GivenOnceAsync(before);
    }

    /// <summary>Records a sample unless it was recorded before.</summary>
    public static async Task GivenOnceAsync(this TestApp app, Sample sample)
    {
        if (!RecordedOf(app).Contains(sample.Key)) await app.GivenAsync(sample);
    }

    /// <summary>Sends a sample both ways and requires the same rejection, with nothing recorded.</summary>
    public static async Task RefusedAsync(this TestApp app, Sample sample, string code, params string[] fields)
    {
        await app.GivenWhatItNeedsAsync(sample);
        var before = await app.VersionAsync(sample.Subject);

        var byRoute = await app.PostAsync(sample.Route, sample.Data);
        var byCloudEvent = await app.PostEventAsync(sample.CloudEvent());

        byRoute.Refused(HttpStatusCode.UnprocessableEntity, code);
        byCloudEvent.Refused(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal((string?)byRoute.Json["detail"], (string?)byCloudEvent.Json["detail"]);
        Assert.Equal(fields, Fields(byRoute));
        Assert.Equal(fields.Select(field => $"data.{field}"), Fields(byCloudEvent));
        Assert.Equal(before, await app.VersionAsync(sample.Subject));
    }

    /// <summary>The version of a stream; 0 where it is not on record.</summary>
    public static async Task<long> VersionAsync(this TestApp app, string stream)
    {
        var answer = await app.GetAsync($"/v1/streams/{stream}");
        return answer.Status == HttpStatusCode.NotFound ? 0 : (long)answer.Expect(HttpStatusCode.OK).Json["version"]!;
    }

    /// <summary>The id of the newest event of a stream, by the database.</summary>
    public static async Task<Guid> NewestOfAsync(this TestApp app, string stream)
    {
        await using var query = app.Database.CreateCommand(
            "select id from clusterevents.mt_events where stream_id = $1 order by version desc limit 1");
        query.Parameters.Add(new() { Value = stream });
        return (Guid)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>The number of events in the database.</summary>
    public static async Task<long> CountEventsAsync(this TestApp app)
    {
        await using var query = app.Database.CreateCommand("select count(*) from clusterevents.mt_events");
        return (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>The fields named in a rejection.</summary>
    public static string[] Fields(this Answer refusal) =>
        [.. refusal.Json["errors"]!.AsObject().Select(error => error.Key).Where(field => field.Length > 0)];

    /// <summary>The first fault of a field; of the request as a whole with an empty name.</summary>
    public static JsonNode FaultAt(this Answer refusal, string field) =>
        refusal.Json["errors"]?[field]?[0]
            ?? throw new Xunit.Sdk.XunitException($"No fault of “{field}”: {refusal.Text}");

    /// <summary>The code of the first fault of a field.</summary>
    public static string CodeAt(this Answer refusal, string field) => (string)refusal.FaultAt(field)["code"]!;

    /// <summary>Requires a rejection because of this fault of a field; <paramref name="what"/> was sent.</summary>
    public static void RefusedFor(this Answer answer, string field, string code, string what)
    {
        answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.True(code == answer.CodeAt(field), $"{what}: {answer.Text}");
    }

    /// <summary>A value of the first fault of a field, as JSON.</summary>
    public static string? ValueAt(this Answer refusal, string field, string name) =>
        refusal.FaultAt(field)["arguments"]![name]?.ToJsonString();

    /// <summary>Every recorded event of a stream, as it is exported.</summary>
    public static async Task<JsonObject[]> EventsAsync(this TestApp app, string filter)
    {
        var lines = (await app.GetAsync($"/v1/events?{filter}")).Expect(HttpStatusCode.OK).Text;
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];
    }

    private static HashSet<string> RecordedOf(TestApp app) => RecordedSamples.GetOrCreateValue(app);
}
