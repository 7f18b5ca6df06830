using System.Net;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Witness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>Witnesses of member cities cosign what is sealed, and no other history.</summary>
public sealed class WitnessTests
{
    [Fact]
    public async Task Witnesses_cosign_one_history_only()
    {
        var key = NoteSigner.Generate("clusterevents.example/witnessed");
        await using var witnesses = await Witnesses.StartAsync(key.Verifier, 3);
        await using var app = await StartedAsync(key, witnesses);
        await app.GivenEstablishedClusterAsync();
        (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var size = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);

        var health = await Eventually.FindAsync(
            async () => (await app.GetAsync("/health/ready")).Json["log"]!,
            log => (long)log["witnessedSize"]! == size && (int)log["witnesses"]! == 3);
        Assert.Equal((size, 3, 2), ((long)health["witnessedSize"]!, (int)health["witnesses"]!, (int)health["quorum"]!));

        var checkpoint = await Eventually.FindAsync(async () => (await app.GetAsync("/log/checkpoint")).Text,
            text => SignedNote.TryParse(text, out var found) && found.Signatures.Count == 4);
        Assert.True(SignedNote.TryParse(checkpoint, out var note));
        Assert.Equal(4, note.SignedBy([key.Verifier, .. witnesses.Keys]).Count);

        // Somebody with full access to the database and the log's key writes another history of the same size.
        await RewriteAsync(app);
        (await app.PostEventAsync(Scenarios.Flowers(), ("Prefer", "receipt"))).Expect(HttpStatusCode.Created);
        var rewritten = await app.GetAsync("/log/checkpoint");
        Assert.True(SignedNote.TryParse(rewritten.Text, out note) && note.SignedBy([key.Verifier]).Count == 1);
        await witnesses.AskedAgainAsync();
        Assert.Equal(0, (long)(await app.GetAsync("/health/ready")).Json["log"]!["witnessedSize"]!);
    }

    [Fact]
    public async Task A_malfunctioning_witness_stops_neither_the_node_nor_the_other_witnesses()
    {
        var (key, asked) = (NoteSigner.Generate("clusterevents.example/odd"), 0);
        await using var witnesses = await Witnesses.StartAsync(key.Verifier, 3, odd: new()
        {
            [1] = async (http, witness) =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.ContentType = "text/plain; charset=bogus";
                    return Task.CompletedTask;
                });
                await witness();
            },
            [2] = async (http, _) =>
            {
                Interlocked.Increment(ref asked);
                await http.Response.Body.WriteAsync(new byte[] { 0xff, 0xfe });
            },
        });
        await using var app = await StartedAsync(key, witnesses);
        await app.GivenEstablishedClusterAsync();
        await Eventually.FindAsync(() => Task.FromResult(Volatile.Read(ref asked)), times => times > 1);

        var later = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var health = await Eventually.FindAsync(
            async () => (await app.GetAsync("/health/ready")).Json["log"]!,
            log => (long)log["witnessedSize"]! == later.Position);
        Assert.Equal((later.Position, 2), ((long)health["witnessedSize"]!, (int)health["witnesses"]!));
    }

    [Fact]
    public async Task A_receipt_takes_the_best_witnessed_of_the_newest_checkpoints_that_witnesses_stand_behind()
    {
        await using var app = new SealedApp();
        await app.InitializeAsync();
        // One witness has cosigned 200 checkpoints, three the oldest of them, two one of the newest, and none the
        // newest of all.
        await app.TamperAsync(
            """
            insert into clusterevents.log_checkpoint select 10000 + n, key, root, note, signed_at
              from (select * from clusterevents.log_checkpoint limit 1) any_of_them, generate_series(1, 201) n;
            insert into clusterevents.log_cosignature select 10000 + n, 'witness.example/' || witness, ''
              from generate_series(1, 200) n, generate_series(1, 3) witness
              where witness = 1 or n = 1 or (n = 150 and witness = 2)
            """);

        SealedLog KnownTo(params int[] witnesses) => new(app.Database, app.Get<StoredTree>(), new WitnessSettings(
            [.. witnesses.Select(one => new WitnessAddress(
                NoteSigner.Generate($"witness.example/{one}").Witness, new("http://witness.example/")))], Quorum: 1));
        var log = KnownTo(1, 2, 3);

        Assert.Equal(10_150, (await log.StandingForAsync(1, TestApp.Cancel))?.Size);
        Assert.Equal(10_201, (await log.StandingForAsync(10_201, TestApp.Cancel))?.Size);
        // Nobody knows the others, so that they count for nothing, and are not published.
        Assert.Equal(10_200, (await KnownTo(1).StandingForAsync(1, TestApp.Cancel))?.Size);
        Assert.Equal(10_201, (await KnownTo(9).StandingForAsync(1, TestApp.Cancel))?.Size);
    }

    [Fact]
    public void A_malformed_witness_is_named() => Assert.Contains(
        "Log__Witnesses__0__Key",
        Assert.Throws<FormatException>(() => ClusterEvents.Auditing.Witnessing.WitnessSettings.Read(
            new Microsoft.Extensions.Configuration.ConfigurationBuilder()
                .Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
                { InitialData = [new("Log:Witnesses:0:Key", "nonsense")] }).Build())).Message,
        StringComparison.Ordinal);

    /// <summary>A node that begins with an empty database, so that the given key is the first of its log.</summary>
    private static async Task<TestApp> StartedAsync(NoteSigner key, Witnesses witnesses)
    {
        var app = TestApp.With(new(witnesses.Settings)
        {
            ["ConnectionStrings:ClusterEvents"] = await TestStore.NewDatabaseAsync(),
            ["Log:Key"] = key.PrivateKey,
        });
        await app.InitializeAsync();
        return app;
    }

    /// <summary>Changes an event, and rebuilds and signs the log, as if it had always been so.</summary>
    private static Task RewriteAsync(TestApp app) => app.TamperAsync(
        """
        update clusterevents.mt_events set data = jsonb_set(data, '{place}', '"Đền thờ"')
          where type = 'flowers-offered.v2';
        truncate clusterevents.log_leaf, clusterevents.log_tile, clusterevents.log_checkpoint,
          clusterevents.log_cosignature, clusterevents.timeline_state
        """);

    /// <summary>Witnesses as run by member cities, each with its own folder.</summary>
    private sealed class Witnesses : IAsyncDisposable
    {
        private readonly List<WebApplication> _apps = [];
        private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("clusterevents-witnesses-");
        private int _asked;

        public Dictionary<string, string?> Settings { get; } = [];

        public List<NoteVerifier> Keys { get; } = [];

        /// <param name="log">The log to watch.</param>
        /// <param name="count">The number of witnesses.</param>
        /// <param name="odd">Servers in front of some witnesses, by number, that answer arbitrarily.</param>
        public static async Task<Witnesses> StartAsync(
            NoteVerifier log, int count, Dictionary<int, Func<HttpContext, Func<Task>, Task>>? odd = null)
        {
            var witnesses = new Witnesses();
            for (var i = 0; i < count; i++)
            {
                var signer = NoteSigner.Generate($"witness.example/{i}");
                var app = WitnessCommand.Build(
                    signer, [log], Path.Combine(witnesses._state.FullName, $"{i}"), "http://127.0.0.1:0",
                    TimeProvider.System);
                app.Use(async (_, next) =>
                {
                    await next();
                    Interlocked.Increment(ref witnesses._asked);
                });
                if (odd?.GetValueOrDefault(i) is { } answer) app.Use(answer);
                await app.StartAsync(TestApp.Cancel);
                witnesses._apps.Add(app);
                witnesses.Keys.Add(signer.Witness);
                witnesses.Settings[$"Log:Witnesses:{i}:Key"] = signer.Witness.Key;
                witnesses.Settings[$"Log:Witnesses:{i}:Url"] =
                    app.Services.GetRequiredService<IServer>()
                        .Features.Get<IServerAddressesFeature>()!.Addresses.First();
            }

            return witnesses;
        }

        /// <summary>Waits until each witness has been asked about the newest checkpoint.</summary>
        public async Task AskedAgainAsync()
        {
            var before = Volatile.Read(ref _asked);
            await Eventually.FindAsync(() => Task.FromResult(Volatile.Read(ref _asked)),
                asked => asked >= before + (2 * _apps.Count));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var app in _apps) await app.DisposeAsync();
            _state.Delete(recursive: true);
        }
    }
}
