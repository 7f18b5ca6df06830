using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Stands;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests.LocalPostgres;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Nodes;

/// <summary>The real program with its private PostgreSQL, killed as by a power cut.</summary>
public sealed class DurabilityTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // PostgreSQL survives the killed program; the next owner of the folder stops it.
        await using (await LocalPostgresServer.StartAsync(new() { DataFolder = _folder.Path }))
        {
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_exactly_once_and_is_on_the_timeline()
    {
        var acknowledged = new ConcurrentDictionary<string, string>();
        for (var round = 0; round < 2; round++)
        {
            using var program = Start();
            using var http = new HttpClient { BaseAddress = await program.AddressAsync(TestApp.Cancel) };
            await AssertOnRecordAsync(http, acknowledged.Keys);
            await SendUntilKilledAsync(program, http, $"round-{round}", acknowledged, atLeast: round == 0 ? 1 : 50);
        }

        using var last = Start();
        using var reader = new HttpClient { BaseAddress = await last.AddressAsync(TestApp.Cancel) };
        await AssertOnRecordAsync(reader, acknowledged.Keys);
        await AssertRepeatedAsync(reader, acknowledged);
        await last.KillAsync();
    }

    /// <summary>Sends from several clients, and kills the program as soon as enough is acknowledged.</summary>
    private static async Task SendUntilKilledAsync(
        ProgramProcess program, HttpClient http, string round, ConcurrentDictionary<string, string> acknowledged,
        int atLeast)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (sent, answered) = (0, 0);
        var clients = Enumerable.Range(0, atLeast == 1 ? 1 : 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    var id = $"{round}-{Interlocked.Increment(ref sent)}";
                    acknowledged[id] = (await PostAsync(http, id))["activityId"]!.ToString();
                    if (Interlocked.Increment(ref answered) == atLeast) enough.SetResult();
                    if (atLeast == 1) return;
                }
            }
            catch (HttpRequestException)
            {
                // The program was killed; this request was not acknowledged.
            }
        }, TestApp.Cancel)).ToArray();
        await enough.Task.WaitAsync(TestApp.Cancel);
        await program.KillAsync();
        await Task.WhenAll(clients);
    }

    private static async Task AssertOnRecordAsync(HttpClient http, ICollection<string> ids)
    {
        var lines = (await http.GetStringAsync(new Uri("/v1/events?city=can-tho", UriKind.Relative), TestApp.Cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        var recorded = lines.Where(line => (string)line["source"]! == "/tests").ToArray();
        var known = recorded.Select(line => (string)line["id"]!).ToArray();
        Assert.Equal(known.Distinct(), known);
        Assert.Empty(ids.Except(known));

        var newest = lines.Max(line => long.Parse((string)line["sequence"]!, null));
        var shown = new List<string>();
        const string all = "/v1/timelines/cities/can-tho?limit=200&kind=CommunityActivityHeld";
        for (var page = $"{all}&atLeast={newest}"; page is not null;)
        {
            var timeline = JsonNode.Parse(await http.GetStringAsync(new Uri(page, UriKind.Relative), TestApp.Cancel))!;
            shown.AddRange(timeline["entries"]!.AsArray().Select(entry => (string)entry!["data"]!["kind"]!));
            page = (string?)timeline["next"] is { } next ? $"{all}&cursor={Uri.EscapeDataString(next)}" : null;
        }

        Assert.Equal(known.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    private static async Task AssertRepeatedAsync(HttpClient http, ConcurrentDictionary<string, string> acknowledged)
    {
        foreach (var (id, activityId) in acknowledged.Take(5))
        {
            var again = await PostAsync(http, id);
            Assert.True((bool)again["duplicate"]!);
            Assert.Equal(activityId, (string)again["activityId"]!);
        }
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string id)
    {
        var gifts = Scenarios.Event("community-activity-held", null, new JsonObject
        {
            ["occurredOn"] = "2022-07-29",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["kind"] = id,
        }, id);
        using var body = new StringContent(gifts.ToJsonString(), Encoding.UTF8, "application/cloudevents+json");
        using var answer = await http.PostAsync(new Uri("/v1/events", UriKind.Relative), body, TestApp.Cancel);
        var text = await answer.Content.ReadAsStringAsync(TestApp.Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    private ProgramProcess Start() =>
        ProgramProcess.Start([], "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
}
