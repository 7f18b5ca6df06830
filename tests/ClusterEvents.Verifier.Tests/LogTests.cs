using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

/// <summary>A running log is held against what was seen of it before.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private static readonly NoteSigner Key = NoteSigner.Generate("log.example/running");

    private readonly string _memory =
        Path.Combine(Directory.CreateTempSubdirectory("clusterevents-log-").FullName, "seen");
    private readonly HttpClient _http = new();
    private GrowingLog _log = new(Key, BitConverter.GetBytes);
    private WebApplication _app = null!;
    private string _url = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/log/checkpoint", () => Results.Text(_log.Note));
        _app.MapGet("/log/{**path}", async (string path) => Tile.TryParse(path, out var tile)
            ? Results.Bytes(await _log.ReadAsync(tile, default)) : Results.NotFound());
        await _app.StartAsync(Cancel);
        _url = _app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/log";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_memory)!, recursive: true);
    }

    [Fact]
    public async Task A_log_that_grows_is_clean()
    {
        foreach (var size in new[] { 5, 5, 300, 700 })
        {
            _log.Size = size;
            Assert.Empty((await CheckAsync()).First);
        }

        Assert.Equal(0, await Program.Main(["log", "--url", _url, "--key", Key.Verifier.Key, "--state", _memory]));
        Assert.Equal(2,
            await Program.Main(["log", "--url", "http://127.0.0.1:9", "--key", Key.Verifier.Key, "--state", _memory]));
        Assert.Equal(2, await Program.Main(["log", "--url", _url]));
        Assert.Equal(2, await Program.Main(["log", "--url", "here", "--key", Key.Verifier.Key, "--state", _memory]));
    }

    [Fact]
    public async Task An_address_without_the_log_is_told()
    {
        using var http = new HttpClient();

        var fault = await Assert.ThrowsAsync<VerifierException>(() =>
            new HttpTiles(http, _url[..^"/log".Length]).CheckpointAsync(Cancel));

        Assert.Contains("--url", fault.Message, StringComparison.Ordinal);
        Assert.Contains("/log", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollback", 4, 0L)]
    [InlineData("fork", 8, 3L)]
    [InlineData("fork", 300, 3L)]
    [InlineData("fork", 8, 7L)]
    public async Task A_log_that_rewrites_history_is_detected_and_the_last_checkpoint_kept(
        string code, long size, long changed)
    {
        _log.Size = 8;
        await CheckAsync();
        var seen = await File.ReadAllTextAsync(_memory, Cancel);

        _log = new(Key, i => BitConverter.GetBytes(i == changed ? -1 - i : i)) { Size = size };
        var finding = Assert.Single((await CheckAsync()).First);

        Assert.Equal(code, finding.Code);
        Assert.Contains(seen, finding.Detail, StringComparison.Ordinal);
        Assert.Contains(_log.Note, finding.Detail, StringComparison.Ordinal);
        Assert.Equal(seen, await File.ReadAllTextAsync(_memory, Cancel));
    }

    [Fact]
    public async Task A_log_signed_with_another_key_is_rejected()
    {
        _log = new(NoteSigner.Generate(Key.Name), BitConverter.GetBytes) { Size = 8 };

        Assert.Equal("checkpoint", Assert.Single((await CheckAsync()).First).Code);
        Assert.False(File.Exists(_memory));
    }

    [Fact]
    public async Task Another_log_is_no_continuation_whoever_is_trusted()
    {
        _log.Size = 8;
        await CheckAsync();
        var other = NoteSigner.Generate("log.example/other");
        _log = new(other, BitConverter.GetBytes) { Size = 8 };

        Assert.Equal("other-log", Assert.Single((await CheckAsync(other.Verifier)).First).Code);
    }

    private async Task<Report> CheckAsync(params NoteVerifier[] others)
    {
        var report = new Report();
        await new LogCheck(new(_http, _url), [Key.Verifier, .. others], new(_memory), report).RunAsync(Cancel);
        return report;
    }
}
