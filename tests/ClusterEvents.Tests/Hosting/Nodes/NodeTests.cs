using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Stands;
using Wolverine.Runtime;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Nodes;

/// <summary>Several processes on one database.</summary>
public sealed class NodeTests
{
    /// <summary>Settings decide it: by default the libraries detect a dead node after a minute.</summary>
    [Fact]
    public async Task A_dead_node_is_detected_within_half_a_minute()
    {
        await using var app = new EmptyApp();
        await app.InitializeAsync();

        var nodes = app.Get<IWolverineRuntime>().Options.Durability;

        Assert.InRange(nodes.StaleNodeTimeout + nodes.HealthCheckPollingTime + nodes.CheckAssignmentPeriod,
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Timelines_continue_soon_after_every_node_that_wrote_them_was_killed()
    {
        var connection = await TestStore.NewDatabaseAsync();
        using (var first = Start(connection))
        using (var second = Start(connection))
        {
            await RegisterAsync(await first.AddressAsync(TestApp.Cancel), "can-tho", "92");
            await second.AddressAsync(TestApp.Cancel);
            await Task.WhenAll(first.KillAsync(), second.KillAsync());
        }

        using var third = Start(connection);
        var address = await third.AddressAsync(TestApp.Cancel);
        await RegisterAsync(address, "da-nang", "48");
        await third.KillAsync();
    }

    [Fact]
    public async Task Clients_that_switch_nodes_lose_nothing_while_nodes_are_added_stopped_and_killed()
    {
        var connection = await TestStore.NewDatabaseAsync();
        using var first = Start(connection);
        await RegisterAsync(await first.AddressAsync(TestApp.Cancel), "can-tho", "92");
        using var second = Start(connection);
        var nodes = new List<Uri>
        {
            await first.AddressAsync(TestApp.Cancel),
            await second.AddressAsync(TestApp.Cancel),
        };
        await EstablishAsync(nodes[0]);
        var acknowledged = new ConcurrentDictionary<string, long>();
        using var enough = new CancellationTokenSource();
        var recording = Enumerable.Range(0, 6)
            .Select(client => RecordAsync(nodes, client, acknowledged, enough.Token)).ToArray();
        Task GoOnAsync()
        {
            var before = acknowledged.Count;
            return Eventually.FindAsync(() => Task.FromResult(acknowledged.Count), count => count >= before + 100);
        }

        await GoOnAsync();
        using var third = Start(connection);
        Uri added = await third.AddressAsync(TestApp.Cancel);
        lock (nodes) nodes.Add(added);
        await GoOnAsync();
        Assert.Equal(0, await StopAsync(first));
        await GoOnAsync();
        await second.KillAsync();
        await GoOnAsync();
        await enough.CancelAsync();
        await Task.WhenAll(recording);

        using var http = new HttpClient { BaseAddress = added };
        var newest = acknowledged.Values.Max();
        var shown = await Eventually.FindAsync(
            async () => await ShownAsync(http), summary => (long)summary["position"]! >= newest);
        Assert.Equal(acknowledged.Count, (long)shown["byKind"]!["CommunityActivityHeld"]!);
        var lines = (await http.GetStringAsync(
            "/v1/events?type=clusterevents.community-activity-held.v1", TestApp.Cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JsonNode.Parse(line)!["id"]!);
        Assert.Equal(acknowledged.Keys.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        using var verified = await http.PostAsJsonAsync("/v1/audit/verifications", new { }, TestApp.Cancel);
        var report = JsonNode.Parse(await verified.Content.ReadAsStringAsync(TestApp.Cancel))!["report"]!;
        Assert.True((bool)report["clean"]!, report.ToJsonString());
    }

    /// <summary>Records sequentially, each event on some node until one has acknowledged it.</summary>
    private static async Task RecordAsync(
        List<Uri> nodes, int client, ConcurrentDictionary<string, long> acknowledged, CancellationToken enough)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        for (var (n, turn) = (0, client); !enough.IsCancellationRequested; n++)
        {
            var id = $"of-{client}-{n}";
            var activity = Scenarios.Event("community-activity-held", null, new()
            {
                ["occurredOn"] = "2022-07-29",
                ["clusterId"] = Scenarios.Cluster,
                ["cityIds"] = new JsonArray("can-tho"),
                ["kind"] = "Tặng quà gia đình chính sách",
            }, id).ToJsonString();
            while (!acknowledged.ContainsKey(id))
            {
                Uri node;
                lock (nodes) node = nodes[turn++ % nodes.Count];
                try
                {
                    using var body = new StringContent(activity, Encoding.UTF8, "application/cloudevents+json");
                    using var answer = await http.PostAsync(new Uri(node, "/v1/events"), body, TestApp.Cancel);
                    var text = await answer.Content.ReadAsStringAsync(TestApp.Cancel);
                    if (answer.StatusCode is HttpStatusCode.ServiceUnavailable) continue;
                    Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
                    acknowledged[id] = (long)JsonNode.Parse(text)!["position"]!;
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
                {
                    // That node is down; try the next one with the same id.
                }
            }
        }
    }

    private static async Task EstablishAsync(Uri node)
    {
        using var http = new HttpClient { BaseAddress = node };
        using var established = await http.PostAsJsonAsync($"/v1/clusters?stream=cluster/{Scenarios.Cluster}", new
        {
            precision = "Unknown",
            scope = "Cluster",
            governingBody = "Bộ Công an",
            number = 1,
            name = "Cụm thi đua số 1",
        }, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.Created, established.StatusCode);
        using var joined = await http.PostAsJsonAsync($"/v1/clusters/{Scenarios.Cluster}/members", new
        {
            occurredOn = "2020-01-01",
            effectiveOn = "2020-01-01",
            cityId = "can-tho",
            cityIds = new[] { "can-tho" },
            unit = new { name = "Công an Cần Thơ", cityId = "can-tho" },
        }, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.Created, joined.StatusCode);
    }

    private static async Task<JsonNode> ShownAsync(HttpClient http) =>
        JsonNode.Parse(await http.GetStringAsync("/v1/timelines/cities/can-tho/summary", TestApp.Cancel))!;

    /// <summary>Asks it to end, as a service manager does.</summary>
    private static async Task<int> StopAsync(ProgramProcess node)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{node.Id}"]);
        await kill.WaitForExitAsync(TestApp.Cancel);
        return await node.ExitCodeAsync(TestApp.Cancel);
    }

    /// <summary>Registers a city, and returns when its timeline is there.</summary>
    private static async Task RegisterAsync(Uri address, string id, string code)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var registered = await http.PostAsJsonAsync(
            $"/v1/cities?stream=city/{id}", new { name = $"Thành phố {id}", gsoCode = code }, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var found = await Eventually.FindAsync(
            async () => (await http.GetAsync($"/v1/timelines/cities/{id}", TestApp.Cancel)).StatusCode,
            status => status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, found);
    }

    private static ProgramProcess Start(string connection) => ProgramProcess.Start(
        new()
        {
            ["ConnectionStrings__ClusterEvents"] = connection,
            ["Nodes__Single"] = "false",
            ["Seeds__Load"] = "false",
        },
        "--urls", "http://127.0.0.1:0");
}
