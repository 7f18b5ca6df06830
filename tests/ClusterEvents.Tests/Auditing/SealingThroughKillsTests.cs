using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Stands;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests.LocalPostgres;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Log;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// Service and database are killed repeatedly under load: every checkpoint ever seen stays consistent, every receipt
/// stays valid, and acknowledged events are in the log exactly once.
/// </summary>
public sealed class SealingThroughKillsTests : IAsyncLifetime
{
    private const int Rounds = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, byte> _checkpoints = [];
    private readonly ConcurrentDictionary<string, string> _receipts = [];
    private readonly ConcurrentDictionary<string, byte> _acknowledged = [];
    private int _sent;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await using (await LocalPostgresServer.StartAsync(new() { DataFolder = _folder.Path }))
        {
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Kills_of_service_and_database_leave_one_history()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var program = Start();
            using var http = new HttpClient { BaseAddress = await program.AddressAsync(TestApp.Cancel) };
            await LoadUntilKilledAsync(program, http, enough: 60, database: round % 2 == 1);
        }

        using var last = Start();
        using var reader = new HttpClient { BaseAddress = await last.AddressAsync(TestApp.Cancel) };
        await Eventually.FindAsync(
            async () => JsonNode.Parse(await reader.GetStringAsync("/health/ready", TestApp.Cancel))!["log"]!,
            log => (long)log["lag"]! == 0);
        await AssertOneHistoryAsync(reader);
        using var verified = await reader.PostAsync("/v1/audit/verifications", null, TestApp.Cancel);
        var report = JsonNode.Parse(await verified.Content.ReadAsStringAsync(TestApp.Cancel))!["report"]!;
        Assert.Empty(report["findings"]!.AsArray().Select(finding => finding!.ToJsonString()));
        Assert.True(_acknowledged.Count >= 60 * Rounds);
        await last.KillAsync();
    }

    private async Task LoadUntilKilledAsync(ProgramProcess program, HttpClient http, int enough, bool database)
    {
        // A receipt waits for a checkpoint: each round ends with at least one more of them.
        var (answered, receipts, reached) =
            (0, _receipts.Count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var clients = Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    await RecordAsync(http, receipt: client == 0);
                    if (client == 1) _checkpoints[await http.GetStringAsync("/log/checkpoint", TestApp.Cancel)] = 0;
                    if (Interlocked.Increment(ref answered) >= enough && _receipts.Count > receipts)
                        reached.TrySetResult();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // Killed: what was under way is not acknowledged.
            }
        }, TestApp.Cancel)).ToArray();
        await reached.Task.WaitAsync(TestApp.Cancel);
        if (database)
        {
            var pid = int.Parse(
                File.ReadLines(
                    Directory.EnumerateFiles(_folder.Path, "postmaster.pid", SearchOption.AllDirectories).Single())
                    .First(),
                null);
            using var postmaster = Process.GetProcessById(pid);
            postmaster.Kill();
        }

        await program.KillAsync();
        await Task.WhenAll(clients);
    }

    private async Task RecordAsync(HttpClient http, bool receipt)
    {
        var id = $"event-{Interlocked.Increment(ref _sent)}";
        var gifts = Scenarios.Event("community-activity-held", null, new JsonObject
        {
            ["occurredOn"] = "2022-07-29",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["kind"] = id,
        }, id);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(gifts.ToJsonString(), Encoding.UTF8, "application/cloudevents+json"),
        };
        if (receipt) request.Headers.Add("Prefer", "receipt");
        using var response = await http.SendAsync(request, TestApp.Cancel);
        var text = await response.Content.ReadAsStringAsync(TestApp.Cancel);
        // While the database is away it says so, and acknowledges nothing.
        if (!response.IsSuccessStatusCode) throw new HttpRequestException(text);
        _acknowledged[id] = 0;
        if ((string?)JsonNode.Parse(text)!["receipt"] is { } proof) _receipts[id] = proof;
    }

    private async Task AssertOneHistoryAsync(HttpClient http)
    {
        NoteVerifier[] keys = [.. (await http.GetStringAsync("/log/keys", TestApp.Cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => NoteVerifier.TryParse(text, out var key) ? key : throw new InvalidDataException(text))];
        Assert.Single(keys);
        var tiles = new HttpTiles(http, "/log");
        var newest = Read(await tiles.CheckpointAsync(TestApp.Cancel), keys);
        Assert.Equal(newest.Root, await Proofs.RootAsync(tiles, newest.Size, TestApp.Cancel));
        foreach (var old in _checkpoints.Keys.Select(note => Read(note, keys)))
            Assert.True(Proofs.VerifyConsistency(old.Size, old.Root, newest.Size, newest.Root,
                await Proofs.ConsistencyAsync(tiles, old.Size, newest.Size, TestApp.Cancel)),
                $"checkpoint of {old.Size}");

        var entries = new List<(string Id, byte[] Entry)>();
        foreach (var tile in EntryTile.Of(newest.Size))
            foreach (var entry in EntryBundle.Read(await http.GetByteArrayAsync($"/log/{tile.Path}", TestApp.Cancel)))
                entries.Add(((string)JsonNode.Parse(entry.Span)!["id"]!, entry.ToArray()));
        Assert.Equal(entries.Count, entries.DistinctBy(entry => entry.Id).Count());
        Assert.Empty(_acknowledged.Keys.Except(entries.Select(entry => entry.Id)));
        var byId = entries.ToDictionary(entry => entry.Id, entry => entry.Entry);
        Assert.NotEmpty(_receipts);
        foreach (var (id, text) in _receipts)
            Assert.Null(Receipt.TryParse(text, out var receipt)
                ? receipt.Fault(TreeHash.OfLeaf(byId[id]), keys) : "no receipt");
    }

    private static Checkpoint Read(string note, NoteVerifier[] keys) =>
        SignedNote.TryParse(note, out var signed) && signed.SignedBy(keys).Count == 1
            && Checkpoint.TryParse(signed.Text, out var checkpoint)
            ? checkpoint : throw new InvalidDataException(note);

    private ProgramProcess Start() => ProgramProcess.Start(
        new() { ["Log__KeyFolder"] = Path.Combine(_folder.Path, "keys") },
        "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
}
