using System.Net;
using System.Text;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Witness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

/// <summary>The witness answers as C2SP tlog-witness says, and never stands behind two histories.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    private static readonly NoteSigner LogKey = NoteSigner.Generate("log.example/watched");

    private readonly string _state = Directory.CreateTempSubdirectory("clusterevents-witness-").FullName;
    private readonly NoteSigner _witness = NoteSigner.Generate("witness.example/can-tho");
    private readonly GrowingLog _log = new(LogKey, BitConverter.GetBytes);
    private readonly NoteSigner _rotated = NoteSigner.Generate(LogKey.Name);
    private readonly GrowingLog _fork = new(LogKey, i => BitConverter.GetBytes(i == 3 ? -3 : i));
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await StartAsync(LogKey.Verifier);
    }

    private async Task StartAsync(params NoteVerifier[] keys)
    {
        _app = WitnessCommand.Build(_witness, keys, _state, "http://127.0.0.1:0", TimeProvider.System);
        await _app.StartAsync(Cancel);
        _http = new()
        {
            BaseAddress = new(
                _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        if (Directory.Exists(_state)) Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public async Task A_log_that_grows_is_cosigned_also_after_a_restart()
    {
        await CosignedAsync(_log, 0, 5);
        await CosignedAsync(_log, 5, 300);
        await CosignedAsync(_log, 300, 300);
        await _app.DisposeAsync();
        _http.Dispose();
        await InitializeAsync();

        _log.Size = 301;
        var (status, body, type) = await AskAsync(await _log.RequestAsync(0, Cancel));
        Assert.Equal((409, "300\n", "text/x.tlog.size"), (status, body, type));
        await CosignedAsync(_log, 300, 301);
    }

    [Fact]
    public async Task Extension_lines_of_a_checkpoint_are_cosigned_with_it()
    {
        _log.Extensions = "one\nanother line\n";

        await CosignedAsync(_log, 0, 5);
        await CosignedAsync(_log, 5, 9);
    }

    [Fact]
    public async Task A_log_whose_key_was_rotated_is_still_cosigned()
    {
        await CosignedAsync(_log, 0, 5);
        await _app.DisposeAsync();
        _http.Dispose();
        await StartAsync(LogKey.Verifier, _rotated.Verifier);

        var rotated = new GrowingLog(_rotated, BitConverter.GetBytes);
        await CosignedAsync(rotated, 5, 9);
        await CosignedAsync(rotated, 9, 12);
    }

    [Fact]
    public async Task A_fork_a_rollback_and_a_false_proof_are_refused()
    {
        await CosignedAsync(_log, 0, 8);
        _fork.Size = 12;
        Assert.Equal(422, (await AskAsync(await _fork.RequestAsync(8, Cancel))).Status);
        _fork.Size = 8;
        Assert.Equal(409, (await AskAsync(await _fork.RequestAsync(8, Cancel))).Status);
        _log.Size = 6;
        Assert.Equal(409, (await AskAsync(await _log.RequestAsync(6, Cancel))).Status);
        _log.Size = 12;
        var request = await _log.RequestAsync(8, Cancel);
        Assert.Equal(422, (await AskAsync(request.Remove(6, 45))).Status);
        await CosignedAsync(_log, 8, 12);
    }

    [Fact]
    public async Task Malformed_unknown_and_unsigned_requests_get_different_answers()
    {
        _log.Size = 4;
        var request = await _log.RequestAsync(0, Cancel);
        foreach (var malformed in
            new[] { "", "old\n\n", "old x\n\n" + _log.Note, "old 00\n\n" + _log.Note, "old 04\n\n" + _log.Note,
                "old 0\nnonsense\n\n" + _log.Note, "old 0\n\nnothing", "old 5\n\n" + _log.Note })
            Assert.Equal(400, (await AskAsync(malformed)).Status);
        var stranger = new GrowingLog(NoteSigner.Generate("log.example/stranger"), BitConverter.GetBytes) { Size = 4 };
        Assert.Equal(404, (await AskAsync(await stranger.RequestAsync(0, Cancel))).Status);
        var impostor = new GrowingLog(NoteSigner.Generate(LogKey.Name), BitConverter.GetBytes) { Size = 4 };
        Assert.Equal(403, (await AskAsync(await impostor.RequestAsync(0, Cancel))).Status);
        Assert.Equal(200, (await AskAsync(request)).Status);
    }

    [Fact]
    public async Task Only_one_of_two_concurrent_histories_is_cosigned()
    {
        (_log.Size, _fork.Size) = (8, 8);
        var requests = new[] { await _log.RequestAsync(0, Cancel), await _fork.RequestAsync(0, Cancel) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AskAsync(requests[i % 2])));

        var cosigned = answers.Index().Where(answer => answer.Item.Status == 200)
            .Select(answer => answer.Index % 2).Distinct();
        Assert.Single(cosigned);
    }

    [Fact]
    public async Task A_witness_that_lost_its_checkpoint_does_not_start_again()
    {
        await CosignedAsync(_log, 0, 5);
        await File.WriteAllTextAsync(Directory.GetFiles(_state).Single(), "nonsense", Cancel);

        Assert.Equal(500, (await AskAsync(await _log.RequestAsync(0, Cancel))).Status);
    }

    [Fact]
    public async Task The_key_file_is_readable_by_its_owner_only_and_is_kept()
    {
        var file = Path.Combine(_state, "key", "witness.key");
        Assert.Equal(0, await Program.Main(["witness-key", "--name", "witness.example/da-nang", "--key-file", file]));
        var first = await File.ReadAllTextAsync(file, Cancel);
        Assert.Equal(0, await Program.Main(["witness-key", "--name", "witness.example/da-nang", "--key-file", file]));

        Assert.Equal(first, await File.ReadAllTextAsync(file, Cancel));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private async Task CosignedAsync(GrowingLog log, long old, long size)
    {
        log.Size = size;
        var (status, body, _) = await AskAsync(await log.RequestAsync(old, Cancel));
        Assert.True(status == 200, $"{status}: {body}");
        Assert.True(SignedNote.TryParse(log.Note + body, out var note));
        Assert.Equal(2, note.SignedBy([log.Signer.Verifier, _witness.Witness]).Count);
    }

    private async Task<(int Status, string Body, string? Type)> AskAsync(string body)
    {
        using var response = await _http.PostAsync("/add-checkpoint", new StringContent(body, Encoding.UTF8), Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel),
            response.Content.Headers.ContentType?.MediaType);
    }
}
