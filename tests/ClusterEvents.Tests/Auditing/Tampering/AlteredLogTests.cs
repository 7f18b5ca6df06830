using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Verification;
using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>Altered leaves, tiles, checkpoints, keys and cosignatures, and a history that was sealed anew.</summary>
[Collection<OnAlteredStore>]
public sealed class AlteredLogTests(SealedApp app) : AlteredStore(app)
{
    /// <summary>Leaves without a checkpoint, made by the sealer.</summary>
    private const string FreeSize =
        "(select min(n) from generate_series(1, 300) n where n not in (select size from clusterevents.log_checkpoint))";

    private const string ForeignKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string AllCheckpointsButTheFirst =
        "delete from clusterevents.log_checkpoint where size > (select min(size) from clusterevents.log_checkpoint)";

    [Theory]
    // The log.
    [InlineData("leaf-altered", "leaf 40", "update clusterevents.log_leaf set hash = sha256('x') where index = 40")]
    [InlineData("leaf-altered", "leaf 40",
        "update clusterevents.log_leaf set entry = set_byte(entry, 10, 65) where index = 40")]
    [InlineData("leaf-missing", "leaf 40", "delete from clusterevents.log_leaf where index = 40")]
    [InlineData("leaf-order", "leaf 41",
        "update clusterevents.log_leaf set position = -position where index in (40, 41); "
        + "update clusterevents.log_leaf l set position = "
        + "(select -o.position from clusterevents.log_leaf o where o.index = 81 - l.index) where index = 40; "
        + "update clusterevents.log_leaf set position = (select position - 1 from clusterevents.log_leaf "
        + "where index = 40) where index = 41")]
    [InlineData("leaves-missing", "checkpoint of size", "delete from clusterevents.log_leaf where index > 290")]
    [InlineData("log-missing", "not a single leaf",
        "delete from clusterevents.log_leaf; delete from clusterevents.log_tile; "
        + "delete from clusterevents.log_checkpoint; delete from clusterevents.log_cosignature; "
        + "delete from clusterevents.timeline_state")]
    [InlineData("tile-altered", "tile/0/000",
        "update clusterevents.log_tile set hashes = set_byte(hashes, 33, get_byte(hashes, 33) # 1)")]
    [InlineData("tile-missing", "tile/0/000", "delete from clusterevents.log_tile")]
    [InlineData("tile-superfluous", "level 0, index 5",
        "insert into clusterevents.log_tile values (0, 5, sha256('x'))")]
    [InlineData("checkpoint-altered", "with another root",
        "update clusterevents.log_checkpoint set root = sha256('x')")]
    [InlineData("checkpoint-missing", "not a single checkpoint", "delete from clusterevents.log_checkpoint")]
    [InlineData("checkpoint-altered", "is invalid",
        "update clusterevents.log_checkpoint set note = "
        + $"regexp_replace(note, '\\n[0-9]+\\n', E'\\n' || {FreeSize} || E'\\n'), "
        + $"size = {FreeSize} where size = "
        + "(select max(size) from clusterevents.log_checkpoint)")]
    [InlineData("checkpoint-altered", "No key",
        "update clusterevents.log_key set verifier = "
        + "'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'")]
    [InlineData("checkpoint-altered", "kept under another key",
        "insert into clusterevents.log_key values (9, "
        + "'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', now()); "
        + "update clusterevents.log_checkpoint set key = "
        + "'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'")]
    [InlineData("signing-time", "checkpoint of size",
        "update clusterevents.log_checkpoint set signed_at = signed_at - interval '1 year' "
        + "where size = (select max(size) from clusterevents.log_checkpoint)")]
    [InlineData("signing-time", "checkpoint of size",
        "update clusterevents.log_checkpoint set signed_at = signed_at + interval '1 year' "
        + "where size = (select max(size) from clusterevents.log_checkpoint)")]
    [InlineData("signing-time", "key ", "update clusterevents.log_key set since = since + interval '1 hour'")]
    [InlineData("key-foreign", "example.com/foo",
        $"insert into clusterevents.log_key values (0, '{ForeignKey}', now())")]
    [InlineData("key-missing", "taken out of the store or replaced",
        $"update clusterevents.log_key set verifier = '{ForeignKey}'")]
    [InlineData("key-missing", "taken out of the store or replaced",
        "delete from clusterevents.log_leaf; delete from clusterevents.log_tile; "
        + "delete from clusterevents.log_checkpoint; delete from clusterevents.log_cosignature; "
        + "delete from clusterevents.timeline_state; delete from clusterevents.log_key")]
    [InlineData("checkpoint-missing", "a witness has cosigned one of size", AllCheckpointsButTheFirst)]
    [InlineData("checkpoint-missing", "the states of timelines show",
        $"{AllCheckpointsButTheFirst}; delete from clusterevents.log_cosignature")]
    [InlineData("key-altered", "nonsense",
        "insert into clusterevents.log_key values (0, 'nonsense', now())")]
    [InlineData("replay-stopped", "log",
        $"update clusterevents.mt_events set headers = null where {OneOfThem}")]
    // Witnesses.
    [InlineData("cosignature-altered", "witness witness.example/can-tho",
        "update clusterevents.log_cosignature set signature = "
        + "translate(signature, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'BCDEFGHIJKLMNOPQRSTUVWXYZA')")]
    [InlineData("cosignature-altered", "witness witness.example/another",
        "update clusterevents.log_cosignature set witness = 'witness.example/another'")]
    [InlineData("cosignature-altered", "is no signature line",
        "insert into clusterevents.log_cosignature select size, 'witness.example/unknown', 'nonsense' "
        + "from clusterevents.log_checkpoint")]
    [InlineData("cosignature-unknown", "witness witness.example/forged",
        "insert into clusterevents.log_cosignature select size, 'witness.example/forged', "
        + "replace(signature, 'witness.example/can-tho', 'witness.example/forged') from clusterevents.log_cosignature")]
    [InlineData("cosignature-superfluous", "checkpoint of size 9000",
        "insert into clusterevents.log_cosignature select 9000, witness, signature "
        + "from clusterevents.log_cosignature limit 1")]
    public Task An_altered_log_is_named(string code, string named, string sql) =>
        IsNamedAsync(code, named, sql);

    [Fact]
    public async Task Checkpoints_taken_out_after_a_held_one_was_signed_are_named()
    {
        var kept = (await App.Get<SealedLog>().NewestAsync(TestApp.Cancel))!;
        await App.TamperAsync($"{AllCheckpointsButTheFirst}; delete from clusterevents.log_cosignature");

        var report = await App.VerifyAsync(kept);

        Assert.Contains(report.Findings, finding => finding.Code == "checkpoint-missing"
            && finding.Detail.Contains($"you hold one of size {kept.Size}", StringComparison.Ordinal));
        Assert.True(report.UnsignedLeaves > 300);
    }

    [Fact]
    public async Task A_history_that_was_rewritten_and_signed_again_contradicts_a_checkpoint_that_somebody_kept()
    {
        var kept = (await App.Get<SealedLog>().NewestAsync(TestApp.Cancel))!;
        await App.TamperAsync(
            $"""
            update clusterevents.mt_events set data = jsonb_set(data, '{"{place}"}', '"Đền thờ"') where {OneOfThem};
            truncate clusterevents.log_leaf, clusterevents.log_tile, clusterevents.log_checkpoint,
            clusterevents.timeline_state
            """);
        await App.SealAsync();

        var alone = await App.VerifyAsync();
        var withKept = await App.VerifyAsync(kept);

        Assert.DoesNotContain(alone.Findings, finding => finding.Code is "event-altered" or "history-rewritten");
        Assert.Contains(withKept.Findings, finding => finding.Code == "history-rewritten"
            && finding.Where == $"checkpoint that you hold of size {kept.Size}");
    }
}
