using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>Every event gets one leaf, in order, whichever node seals and whatever is being recorded.</summary>
public sealed class SealingTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_position_that_may_still_be_filled_is_waited_for()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        await using var slow = await SlowRecording.BeginAsync(own);
        var later = (await own.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.False(await own.Get<LogProgress>().ReachAsync(later.Position, TimeSpan.FromSeconds(2), TestApp.Cancel));
        await slow.CommitAsync();
        Assert.True(await own.Get<LogProgress>().ReachAsync(later.Position, TimeSpan.FromMinutes(1), TestApp.Cancel));

        await using var order = own.Database.CreateCommand(
            "select count(*) from clusterevents.log_leaf a "
            + "join clusterevents.log_leaf b on b.index = a.index + 1 "
            + "where b.position <> a.position + 1 and a.position >= $1 - 2");
        order.Parameters.Add(new() { Value = later.Position });
        Assert.Equal(0L, await order.ExecuteScalarAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task A_position_that_no_transaction_can_fill_is_skipped()
    {
        await using var gap = app.Database.CreateCommand(
            "select nextval('clusterevents.mt_events_sequence')");
        await gap.ExecuteScalarAsync(TestApp.Cancel);
        var after = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.True(await app.Get<LogProgress>().ReachAsync(after.Position, TimeSpan.FromMinutes(1), TestApp.Cancel));
    }

    [Fact]
    public async Task A_mere_reader_of_the_sequence_as_a_backup_is_does_not_stop_sealing()
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var backup = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var read = new NpgsqlCommand("select last_value from clusterevents.mt_events_sequence", connection);
        await read.ExecuteScalarAsync(TestApp.Cancel);
        await using var gap = app.Database.CreateCommand("select nextval('clusterevents.mt_events_sequence')");
        await gap.ExecuteScalarAsync(TestApp.Cancel);

        var after = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.True(await app.Get<LogProgress>().ReachAsync(after.Position, TimeSpan.FromMinutes(1), TestApp.Cancel));
    }

    [Fact]
    public async Task A_log_that_was_taken_out_with_its_key_is_not_begun_anew()
    {
        await using var fresh = new EstablishedApp();
        await fresh.InitializeAsync();
        for (var i = 0; i < 2; i++)
            (await fresh.PostEventAsync(Scenarios.Flowers(), ("Prefer", "receipt"))).Expect(HttpStatusCode.Created);
        var key = (await fresh.GetAsync("/log/keys")).Text.Trim();
        await fresh.TamperAsync(
            $"truncate {string.Join(", ", LogTables.AppendOnly)}");
        await using var again = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = fresh.ConnectionString });
        await again.InitializeAsync();

        var later = (await again.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.False(
            await again.Get<LogProgress>().ReachAsync(later.Position, TimeSpan.FromSeconds(3), TestApp.Cancel));
        await using var keys = fresh.Database.CreateCommand($"select count(*) from {LogTables.Keys}");
        Assert.Equal(0L, await keys.ExecuteScalarAsync(TestApp.Cancel));
        var verified = await CommandRun.OfAsync(fresh.ConnectionString, "audit", "verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"key-missing: key {key}", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_delay_checkpoints()
    {
        var before = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        Assert.True(await app.Get<LogProgress>().ReachAsync(before.Position, TimeSpan.FromMinutes(1), TestApp.Cancel));
        await app.TamperAsync("update clusterevents.log_checkpoint set signed_at = signed_at + interval '1 hour'");

        var after = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.True(await app.Get<LogProgress>().ReachAsync(after.Position, TimeSpan.FromMinutes(1), TestApp.Cancel));
        // The other tests share this log, and an audit names times in the future.
        await app.TamperAsync(
            "update clusterevents.log_checkpoint set signed_at = signed_at - interval '1 hour' "
            + "where signed_at > now()");
    }

    [Fact]
    public async Task A_receipt_of_any_time_holds_against_every_later_checkpoint()
    {
        var receipts = new List<(string Id, Receipt Receipt)>();
        for (var i = 0; i < 4; i++)
        {
            var recorded = (await app.PostEventAsync(Scenarios.Flowers(), ("Prefer", "receipt")))
                .Expect(HttpStatusCode.Created);
            Assert.Equal("receipt", recorded.Headers.GetValues("Preference-Applied").Single());
            Assert.True(Receipt.TryParse((string)recorded.Json["receipt"]!, out var receipt));
            receipts.Add(((string)recorded.Json["activityId"]!, receipt));
        }

        Assert.True(NoteVerifier.TryParse((await app.GetAsync("/log/keys")).Text.Trim(), out var key));
        var newest = (await app.GetAsync("/log/checkpoint")).Expect(HttpStatusCode.OK);
        Assert.True(SignedNote.TryParse(newest.Text, out var note) && Checkpoint.TryParse(note.Text, out _));
        Assert.Equal("text/plain; charset=utf-8", newest.ContentHeaders.ContentType!.ToString());
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        var tiles = app.Get<StoredTree>();
        foreach (var (_, receipt) in receipts)
        {
            var entry = await EntryAsync(receipt.Index);
            Assert.Null(receipt.Fault(TreeHash.OfLeaf(entry), [key]));
            Assert.True(Checkpoint.TryParse(receipt.Note.Text, out var then));
            Assert.True(Proofs.VerifyConsistency(then.Size, then.Root, checkpoint.Size, checkpoint.Root,
                await Proofs.ConsistencyAsync(tiles, then.Size, checkpoint.Size, TestApp.Cancel)));
            Assert.True(Proofs.VerifyInclusion(TreeHash.OfLeaf(entry), receipt.Index, checkpoint.Size,
                await Proofs.InclusionAsync(tiles, receipt.Index, checkpoint.Size, TestApp.Cancel), checkpoint.Root));
        }
    }

    [Fact]
    public async Task Two_nodes_seal_one_log_and_an_audit_meanwhile_is_clean()
    {
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = app.ConnectionString });
        await other.InitializeAsync();
        var last = 0L;
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
                (i % 2 == 0 ? app : other).PostEventAsync(Scenarios.Flowers())));
            last = answers.Max(answer => answer.Expect(HttpStatusCode.Created).Position);
            var meanwhile = await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel);
            Assert.Empty(meanwhile.Findings);
        }

        Assert.True(await app.Get<LogProgress>().ReachAsync(last, TimeSpan.FromMinutes(1), TestApp.Cancel));
        Assert.Equal(0, (await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Unsealed);
    }

    [Fact]
    public async Task An_entry_that_a_correction_moves_changes_the_states_of_both_timelines()
    {
        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var corrected = (await app.CorrectAsync((string)held.Json["activityId"]!,
            ("cityIds", new JsonArray("can-tho"), new JsonArray("da-nang")))).Expect(HttpStatusCode.Created);
        Assert.True(
            await app.Get<LogProgress>().ReachAsync(corrected.Position, TimeSpan.FromMinutes(1), TestApp.Cancel));

        Assert.Empty((await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);
    }

    [Fact]
    public async Task A_new_key_signs_from_then_on_and_the_old_one_is_still_known()
    {
        await using var fresh = new EstablishedApp();
        await fresh.InitializeAsync();
        var first = (await fresh.PostEventAsync(Scenarios.Flowers(), ("Prefer", "receipt")))
            .Expect(HttpStatusCode.Created);
        var rotated = await CommandRun.OfAsync(fresh.ConnectionString, "audit", "rotate");
        Assert.Equal(0, rotated.ExitCode);
        // The existing tree is signed again, although nothing was recorded.
        await Eventually.FindAsync(async () =>
            NoteVerifier.TryParse(rotated.Lines[^1], out var rotatedKey)
            && SignedNote.TryParse((await fresh.GetAsync("/log/checkpoint")).Text, out var note)
            && note.SignedBy([rotatedKey]).Count == 1, signed => signed);
        var second = (await fresh.PostEventAsync(Scenarios.Flowers(), ("Prefer", "receipt")))
            .Expect(HttpStatusCode.Created);

        var keys = (await fresh.GetAsync("/log/keys")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => NoteVerifier.TryParse(text, out var key) ? key : throw new InvalidDataException(text))
            .ToArray();
        Assert.Equal(2, keys.Length);
        Assert.Equal(rotated.Lines[^1], keys[1].Key);
        Assert.Equal(keys[0], SignerOf(first, keys));
        Assert.Equal(keys[1], SignerOf(second, keys));
        Assert.Empty((await fresh.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);
    }

    [Theory]
    [InlineData("/log/tile/0/000.p/255")]
    [InlineData("/log/tile/0/999")]
    [InlineData("/log/tile/9/000")]
    [InlineData("/log/tile/0/x072/x057/x594/x037/x927/936.p/1")]
    [InlineData("/log/tile/entries/x072/x057/x594/x037/x927/936.p/1")]
    [InlineData("/log/tile/entries/x001/000")]
    [InlineData("/log/tile/nonsense")]
    public async Task What_no_checkpoint_stands_for_is_not_served(string path) =>
        (await app.GetAsync(path)).Refused(HttpStatusCode.NotFound, "not-in-the-log");

    private static NoteVerifier SignerOf(Answer recorded, NoteVerifier[] keys) =>
        Receipt.TryParse((string)recorded.Json["receipt"]!, out var receipt) ? receipt.Note.SignedBy(keys).Single()
            : throw new InvalidDataException(recorded.Text);

    /// <summary>The entry as the log serves it.</summary>
    private async Task<byte[]> EntryAsync(long index)
    {
        var width = (int)Math.Min(Tile.Full,
            (await app.Get<SealedLog>().NewestAsync(TestApp.Cancel))!.Size - (index / Tile.Full * Tile.Full));
        var bundle = await app.Http.GetByteArrayAsync(
            $"/log/{new EntryTile(index / Tile.Full, width).Path}", TestApp.Cancel);
        return EntryBundle.Read(bundle).ElementAt((int)(index % Tile.Full)).ToArray();
    }
}
