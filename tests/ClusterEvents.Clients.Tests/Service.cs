using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Clients.Tests;

/// <summary>The service that all clients are run against: it serves the demonstration cluster.</summary>
internal static class Service
{
    public const string Cluster = "cum-minh-hoa";
    public const string City = "thanh-pho-a";

    /// <summary>A day on which all cities of the cluster are members.</summary>
    public static readonly DateOnly Day = new(2026, 2, 10);

    private static readonly HttpClient Plain = new() { BaseAddress = new Uri(Address) };

    /// <summary>Where it is, from the environment.</summary>
    public static string Address => Environment.GetEnvironmentVariable("CLUSTEREVENTS_URL")
        ?? throw new InvalidOperationException("CLUSTEREVENTS_URL must name a service that serves `demo`.");

    /// <summary>The day as generated clients have it that know no type for days.</summary>
    public static DateTimeOffset DayAsInstant => new(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>A word that no other recording has.</summary>
    public static string Unique(string word) => $"{word} {RandomNumberGenerator.GetHexString(16)}";

    /// <summary>What the service says, without a generated client between.</summary>
    public static async Task<JsonNode> ReadAsync(string path)
    {
        using var answer = await Plain.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Every event on record, by its source and id.</summary>
    public static async Task<Dictionary<string, JsonNode>> EventsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/events");
        request.Headers.Accept.ParseAdd("application/cloudevents-batch+json");
        using var answer = await Plain.SendAsync(request, TestContext.Current.CancellationToken);
        var events = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return events.AsArray().ToDictionary(one => $"{one!["source"]} {one["id"]}", one => one!);
    }

    /// <summary>The data of an entry as it is on record.</summary>
    public static async Task<JsonNode> DataAsync(object activityId) =>
        (await ReadAsync($"v1/activities/{activityId}"))["data"]!;
}
