using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Evidence;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Verification;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>Every direct alteration of the database is found and named.</summary>
public sealed class TamperingTests(SealedApp app) : IClassFixture<SealedApp>, IAsyncLifetime
{
    private const string Flowers = "type = 'flowers-offered.v2'";
    private const string OneOfThem =
        $"seq_id = (select seq_id from clusterevents.mt_events where {Flowers} order by seq_id offset 100 limit 1)";
    private const string TheNext =
        $"seq_id = (select seq_id from clusterevents.mt_events where {Flowers} order by seq_id offset 101 limit 1)";
    private const string Remarks = "type = 'remarks-delivered.v2'";

    /// <summary>Leaves without a checkpoint, made by the sealer.</summary>
    private const string FreeSize =
        "(select min(n) from generate_series(1, 300) n where n not in (select size from clusterevents.log_checkpoint))";

    /// <summary>Replaces a personal value by the commitment that the leaf holds, and drops its salt.</summary>
    private const string NameByItsCommitment =
        "update clusterevents.mt_events set headers = headers #- '{salts,/person/name}', "
        + "data = jsonb_set(data, '{person,name}', to_jsonb('sha256:' || encode(sha256("
        + "decode(headers->'salts'->>'/person/name', 'base64') || convert_to((data->'person'->'name')::text, 'UTF8')), "
        + "'hex'))) where type = 'remarks-delivered.v2'";

    private const string GistByItsCommitment =
        "update clusterevents.mt_events set headers = headers #- '{salts,/gist}', "
        + "data = jsonb_set(data, '{gist}', to_jsonb('sha256:' || encode(sha256("
        + "decode(headers->'salts'->>'/gist', 'base64') || convert_to((data->'gist')::text, 'UTF8')), "
        + "'hex'))) where type = 'remarks-delivered.v2'";

    private const string ForeignKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string AllCheckpointsButTheFirst =
        "delete from clusterevents.log_checkpoint where size > (select min(size) from clusterevents.log_checkpoint)";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await app.RestoreAsync();

    [Fact]
    public async Task An_honest_store_is_clean()
    {
        var report = await app.VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.True(report.Clean);
        Assert.True(report.Events > 300);
        Assert.Equal((report.Events, report.Events, 0L), (report.Leaves, report.Entries, report.Unsealed));
        Assert.True(report.Checkpoints > 0 && report.Rows > 600 && report.Root is not null);
    }

    [Theory]
    // Events.
    [InlineData("event-altered", "/data/place was sealed as \"Nhà tưởng niệm\" and is stored as \"Nhà tưởng niện\"",
        $"update clusterevents.mt_events set data = jsonb_set(data, '{{place}}', '\"Nhà tưởng niện\"') "
        + $"where {OneOfThem}")]
    [InlineData("event-altered", "/recordedtime",
        "update clusterevents.mt_events set timestamp = timestamp + interval '1 microsecond' "
        + $"where {OneOfThem}")]
    [InlineData("event-altered", "/recordedby",
        $"update clusterevents.mt_events set user_name = 'somebody-else' where {OneOfThem}")]
    [InlineData("event-altered", "/subject",
        $"update clusterevents.mt_events set stream_id = 'ceremony/another' where {OneOfThem}")]
    [InlineData("event-altered", "/type",
        $"update clusterevents.mt_events set type = 'incense-offered.v2' where {OneOfThem}")]
    [InlineData("event-altered", "archived",
        $"update clusterevents.mt_events set is_archived = true where {OneOfThem}")]
    [InlineData("event-altered", "is a flowers-offered.v2, and is read as a IncenseOffered",
        "update clusterevents.mt_events set mt_dotnet_type = "
        + "'ClusterEvents.Domain.Ceremonies.IncenseOffered, ClusterEvents.Domain' "
        + $"where {OneOfThem}")]
    [InlineData("event-altered", "the class `ClusterEvents.Domain.Ceremonies.NoSuchThing, ClusterEvents.Domain`",
        "update clusterevents.mt_events set mt_dotnet_type = "
        + "'ClusterEvents.Domain.Ceremonies.NoSuchThing, ClusterEvents.Domain' "
        + $"where {OneOfThem}")]
    [InlineData("event-altered", "another tenant",
        $"update clusterevents.mt_events set tenant_id = 'x' where {OneOfThem}")]
    [InlineData("event-altered", "binary data",
        $"update clusterevents.mt_events set bdata = '\\x7b7d' where {OneOfThem}")]
    [InlineData("event-altered", "`/person/name` was erased, but has a value",
        "update clusterevents.mt_events set headers = jsonb_set("
        + "headers #- '{salts,/person/name}', '{erased}', "
        + $"'{{\"/person/name\":\"sha256:\"}}') where {Remarks}")]
    [InlineData("event-altered", "It cannot be read",
        $"update clusterevents.mt_events set timestamp = '20000-01-01' where {OneOfThem}")]
    [InlineData("event-altered", "its own id",
        $"update clusterevents.mt_events set id = gen_random_uuid() where {OneOfThem}")]
    [InlineData("event-altered", "/data/person/name was sealed as \"sha256:",
        $"update clusterevents.mt_events set data = jsonb_set(data, '{{person,name}}', '\"Trần Văn B\"') "
        + $"where {Remarks}")]
    [InlineData("event-altered", "/data/person/rank",
        $"update clusterevents.mt_events set headers = jsonb_set(headers, '{{salts,/person/rank}}', "
        + $"'\"AAAAAAAAAAAAAAAAAAAAAA==\"') where {Remarks}")]
    [InlineData("event-altered", "A salt has exactly 16 bytes",
        "update clusterevents.mt_events set headers = jsonb_set(headers, '{salts,/person/name}', "
        + "to_jsonb(encode(decode(headers->'salts'->>'/person/name', 'base64') || '\\x224e'::bytea, 'base64'))) "
        + $"where {Remarks}")]
    [InlineData("event-altered", "`/person/name` has neither a salt nor a mark of its erasure", NameByItsCommitment)]
    [InlineData("event-altered", "`/gist` has neither a salt nor a mark of its erasure", GistByItsCommitment)]
    [InlineData("event-altered", "`recordedby` has neither a salt nor a mark of its erasure",
        $"update clusterevents.mt_events set headers = headers #- '{{salts,recordedby}}' where {OneOfThem}")]
    [InlineData("event-altered", "`/place` is not personal",
        "update clusterevents.mt_events set data = jsonb_set(data, '{place}', '\"[erased]\"'), "
        + "headers = headers || jsonb_build_object('erased', jsonb_build_object('/place', data->'place')) "
        + $"where {OneOfThem}")]
    [InlineData("event-altered", "`recordedtime` is not personal",
        "update clusterevents.mt_events set headers = headers || jsonb_build_object('erased', "
        + $"jsonb_build_object('recordedtime', 'sha256:' || repeat('0', 64))) where {OneOfThem}")]
    [InlineData("event-missing", "leaf ", $"delete from clusterevents.mt_events where {OneOfThem}")]
    [InlineData("event-not-in-log", "position 0",
        "insert into clusterevents.mt_events select (jsonb_populate_record(e, "
        + $"'{{\"seq_id\":0,\"id\":\"7c1e0a3e-0000-4000-8000-000000000000\",\"version\":2}}')).* "
        + $"from clusterevents.mt_events e where {OneOfThem}")]
    [InlineData("event-altered", "/id was sealed as",
        $"update clusterevents.mt_events set seq_id = -seq_id where {OneOfThem} or {TheNext}; "
        + "update clusterevents.mt_events set seq_id = case when seq_id "
        + "= (select max(seq_id) from clusterevents.mt_events where seq_id < 0) "
        + "then -(select min(seq_id) from clusterevents.mt_events) "
        + "else -(select max(seq_id) from clusterevents.mt_events where seq_id < 0) end "
        + "where seq_id < 0")]
    // Streams.
    [InlineData("stream-gap", "says version 7", $"update clusterevents.mt_events set version = 7 where {OneOfThem}")]
    [InlineData("stream-head", "says version 9",
        "update clusterevents.mt_streams set version = 9 where id = 'city/can-tho'")]
    [InlineData("stream-head", "says version nothing",
        "delete from clusterevents.mt_streams where id = 'city/can-tho'")]
    [InlineData("stream-head", "stream of no name",
        $"update clusterevents.mt_events set stream_id = null where {OneOfThem}")]
    [InlineData("stream-altered", "`created`",
        "update clusterevents.mt_streams set created = created - interval '1 year' where id = 'city/can-tho'")]
    [InlineData("stream-altered", "`timestamp`",
        "update clusterevents.mt_streams set timestamp = timestamp + interval '1 day' where id = 'city/can-tho'")]
    [InlineData("stream-altered", "`type`", "update clusterevents.mt_streams set type = 'x' where id = 'city/can-tho'")]
    [InlineData("stream-altered", "`tenant_id, is_archived, compacted_version`",
        "update clusterevents.mt_streams set tenant_id = 'x', is_archived = true, compacted_version = 1 "
        + "where id = 'city/can-tho'")]
    // Listings.
    [InlineData("row-missing", "status `held`, cluster `cum-1-bca`",
        "delete from clusterevents.listing_v6 where kind = 'meeting' and city = 'can-tho'")]
    [InlineData("row-altered", "`known_to` must be 9223372036854775807 and is 300",
        "update clusterevents.listing_v6 set known_to = 300 where kind = 'meeting' and city = 'can-tho'")]
    [InlineData("row-superfluous", "status `cancelled`",
        "update clusterevents.listing_v6 set status = 'cancelled' where kind = 'meeting' and city = 'can-tho'")]
    [InlineData("row-superfluous", "city `hai-phong`",
        "insert into clusterevents.listing_v6 (kind, campaign, city, status, cluster, rank, id, known_from, known_to) "
        + "select kind, campaign, 'hai-phong', status, cluster, rank, id, known_from, known_to "
        + "from clusterevents.listing_v6 where kind = 'meeting' and city = 'can-tho'")]
    // Timelines.
    [InlineData("row-altered", "`sequence_hint` must be 1 and is 2",
        "update clusterevents.timeline_row_v6 set sequence_hint = 2 "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) and timeline = 'city/can-tho'")]
    [InlineData("row-altered", "`known_to`",
        "update clusterevents.timeline_row_v6 set known_to = 300 "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) and timeline = 'city/can-tho'")]
    [InlineData("row-altered", "`retracted`",
        "update clusterevents.timeline_row_v6 set retracted = true "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) and timeline = 'city/can-tho'")]
    [InlineData("row-missing", "timeline city/da-nang",
        "delete from clusterevents.timeline_row_v6 "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) and timeline = 'city/da-nang'")]
    [InlineData("row-superfluous", "timeline city/hai-phong",
        "insert into clusterevents.timeline_row_v6 select "
        + "(jsonb_populate_record(r, '{\"timeline\":\"city/hai-phong\"}')).* "
        + "from clusterevents.timeline_row_v6 r "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) and timeline = 'city/da-nang'")]
    [InlineData("row-altered", "`title_vi`",
        "update clusterevents.activity_v6 set title_vi = 'x' "
        + "where known_from = (select max(known_from) from clusterevents.activity_v6)")]
    [InlineData("row-altered", "`body`",
        "update clusterevents.activity_v6 set body = replace(body, 'Nhà', 'Đền') "
        + "where known_from = (select max(known_from) from clusterevents.activity_v6)")]
    [InlineData("row-altered", "Đền",
        "update clusterevents.activity_v6 set body = replace(body, 'Nhà', 'Đền') "
        + "where known_from = (select max(known_from) from clusterevents.activity_v6)")]
    [InlineData("row-altered", "`words`",
        "update clusterevents.activity_v6 set words = array[array_to_string(words, ' ')] "
        + "where known_from = (select max(known_from) from clusterevents.activity_v6)")]
    [InlineData("row-altered", "`words`",
        "update clusterevents.activity_v6 set words = words[2:] "
        + "where known_from = (select max(known_from) from clusterevents.activity_v6)")]
    [InlineData("row-missing", "activity ",
        "delete from clusterevents.activity_v6 where known_from = (select max(known_from) from clusterevents.activity_v6)")]
    [InlineData("row-altered", "timeline city/can-tho, title",
        "update clusterevents.timeline_v6 set title = 'Cần Thơ mới' where timeline = 'city/can-tho'")]
    [InlineData("row-altered", "timeline city/can-tho, title",
        "update clusterevents.timeline_v6 set known_to = 300 where timeline = 'city/can-tho'")]
    [InlineData("state-altered", "timeline city/can-tho",
        "update clusterevents.timeline_state set state = sha256('x') where timeline = 'city/can-tho'")]
    [InlineData("state-altered", "timeline city/can-tho",
        "update clusterevents.timeline_state set entries = entries + 1 where timeline = 'city/can-tho'")]
    [InlineData("state-missing", "timeline city/can-tho",
        "delete from clusterevents.timeline_state where timeline = 'city/can-tho'")]
    [InlineData("state-missing", "timeline city/can-tho",
        "delete from clusterevents.timeline_state where timeline = 'city/can-tho' and position "
        + "< (select max(position) from clusterevents.timeline_state where timeline = 'city/can-tho')")]
    [InlineData("state-superfluous", "timeline city/can-tho, state at position 9000000000000000000",
        "insert into clusterevents.timeline_state select timeline, 9000000000000000000, entries, state "
        + "from clusterevents.timeline_state where timeline = 'city/can-tho' order by position desc limit 1")]
    // Claims.
    [InlineData("claim-missing", "`city/can-tho` does not hold it",
        "delete from clusterevents.claim where stream = 'city/can-tho'")]
    [InlineData("claim-altered", "`city/da-nang` holds it instead of `city/can-tho`",
        "update clusterevents.claim set stream = 'city/da-nang' where stream = 'city/can-tho'")]
    [InlineData("claim-superfluous", "no entry says so",
        "insert into clusterevents.claim values ('GSO 99', 'city/can-tho')")]
    // Sources and to whom they belong.
    [InlineData("source-missing", "another could send under it",
        "delete from clusterevents.source_owner where source = (select max(source) from clusterevents.source_owner)")]
    [InlineData("source-altered", "`mallory` owns it instead of",
        "update clusterevents.source_owner set owner = 'mallory' "
        + "where source = (select max(source) from clusterevents.source_owner)")]
    [InlineData("source-superfluous", "no event was sent under it",
        "insert into clusterevents.source_owner values ('https://elsewhere.example/x', 'mallory')")]
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
    [InlineData("erased-without-record", "event ",
        $"update clusterevents.mt_events set headers = headers || '{{\"erased\":{{}}}}' where {Remarks}")]
    [InlineData("erased-without-record", "event ",
        $"update clusterevents.mt_events set headers = headers || '{{\"erased\":{{}}}}' where {Remarks}; "
        + "insert into clusterevents.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', -1, "
        + "'id', gen_random_uuid(), 'version', 9, 'type', 'personal-fields-erased.v2', "
        + $"'data', jsonb_build_object('targetEventId', e.id)))).* from clusterevents.mt_events e where {Remarks}")]
    [InlineData("erasure-undone", "they are there again",
        "insert into clusterevents.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 90000, "
        + "'id', gen_random_uuid(), 'version', 9, 'type', 'personal-fields-erased.v2', "
        + $"'data', jsonb_build_object('targetEventId', e.id)))).* from clusterevents.mt_events e where {Remarks}")]
    public async Task Altered_data_is_named(string code, string named, string sql)
    {
        await app.TamperAsync(sql);

        var report = await app.VerifyAsync();

        Assert.False(report.Clean);
        Assert.Contains(report.Findings, finding => finding.Code == code
            && $"{finding.Where}: {finding.Detail}".Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("activity", "learned_at", "'2000-01-01'")]
    [InlineData("activity", "summary_vi", "'x'")]
    [InlineData("activity", "title_en", "'x'")]
    [InlineData("activity", "summary_en", "'x'")]
    [InlineData("activity", "corrections", "'[{}]'")]
    [InlineData("activity", "known_to", "300")]
    [InlineData("activity", "kind", "'x'")]
    [InlineData("activity", "retracted", "not retracted")]
    [InlineData("activity", "shown", "not shown")]
    [InlineData("activity", "last_day", "'2000-01-01'")]
    [InlineData("timeline_row", "occurred_on", "'2000-01-01'")]
    [InlineData("timeline_row", "day_part", "3")]
    [InlineData("timeline_row", "recorded_at", "'2000-01-01'")]
    [InlineData("timeline_row", "kind", "'x'")]
    [InlineData("timeline_row", "first_day", "'2000-01-01'")]
    [InlineData("timeline_row", "last_day", "'2000-01-01'")]
    public async Task Every_altered_column_of_a_timeline_is_named(string table, string column, string value)
    {
        await app.TamperAsync($"update clusterevents.{table}_v6 set {column} = {value} "
            + $"where known_from = (select max(known_from) from clusterevents.{table}_v6)");

        var report = await app.VerifyAsync();

        Assert.NotEmpty(report.Findings);
        Assert.All(report.Findings, finding =>
        {
            Assert.Equal("row-altered", finding.Code);
            Assert.StartsWith($"`{column}` must be ", finding.Detail, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Checkpoints_taken_out_after_a_held_one_was_signed_are_named()
    {
        var kept = (await app.Get<SealedLog>().NewestAsync(TestApp.Cancel))!;
        await app.TamperAsync($"{AllCheckpointsButTheFirst}; delete from clusterevents.log_cosignature");

        var report = await app.VerifyAsync(kept);

        Assert.Contains(report.Findings, finding => finding.Code == "checkpoint-missing"
            && finding.Detail.Contains($"you hold one of size {kept.Size}", StringComparison.Ordinal));
        Assert.True(report.UnsignedLeaves > 300);
    }

    [Fact]
    public async Task A_history_that_was_rewritten_and_signed_again_contradicts_a_checkpoint_that_somebody_kept()
    {
        var kept = (await app.Get<SealedLog>().NewestAsync(TestApp.Cancel))!;
        await app.TamperAsync(
            $"""
            update clusterevents.mt_events set data = jsonb_set(data, '{"{place}"}', '"Đền thờ"') where {OneOfThem};
            truncate clusterevents.log_leaf, clusterevents.log_tile, clusterevents.log_checkpoint,
            clusterevents.timeline_state
            """);
        await app.SealAsync();

        var alone = await app.VerifyAsync();
        var withKept = await app.VerifyAsync(kept);

        Assert.DoesNotContain(alone.Findings, finding => finding.Code is "event-altered" or "history-rewritten");
        Assert.Contains(withKept.Findings, finding => finding.Code == "history-rewritten"
            && finding.Where == $"checkpoint that you hold of size {kept.Size}");
    }

    [Fact]
    public async Task A_duplicate_timeline_row_is_named()
    {
        const string Key = "pkey_activity_v6_activity_id_known_from";
        await app.TamperAsync(
            $"""
            alter table clusterevents.activity_v6 drop constraint {Key};
            insert into clusterevents.activity_v6 select * from clusterevents.activity_v6
            where known_from = (select max(known_from) from clusterevents.activity_v6)
            """);
        var report = await app.VerifyAsync();
        await app.RestoreAsync();
        await app.TamperAsync(
            $"alter table clusterevents.activity_v6 add constraint {Key} primary key (activity_id, known_from)");

        Assert.Equal(["index-missing", "row-superfluous"], report.Findings.Select(finding => finding.Code).Order());
    }

    [Fact]
    public async Task Progress_beyond_the_end_of_the_record_is_named()
    {
        static string Moved(string by) =>
            $"update clusterevents.mt_event_progression set last_seq_id = last_seq_id {by} "
            + "where name = 'IntegrationEvents:All'";
        await app.TamperAsync(Moved("+ 1000000"));
        var report = await app.VerifyAsync();
        await app.TamperAsync(Moved("- 1000000"));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("progress-ahead", "progress IntegrationEvents:All"), (finding.Code, finding.Where));
    }

    [Theory]
    [InlineData("clusterevents.mt_doc_deadletterevent", "(id, data) values (gen_random_uuid(), '{}')")]
    [InlineData("clusterevents.mt_event_projection_floors", "(name, tenant_id, floor) values ('TimelinesV6:All', 'x', 9)")]
    [InlineData("wolverine.wolverine_agent_restrictions",
        "(id, uri, type, node) values (gen_random_uuid(), 'event-subscriptions://x', 'Paused', 1)")]
    public async Task A_row_in_a_table_of_the_libraries_that_nothing_writes_to_is_named(string table, string row)
    {
        await app.TamperAsync($"insert into {table} {row}");
        var report = await app.VerifyAsync();
        await app.TamperAsync($"delete from {table}");

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("row-unexpected", $"table {table}"), (finding.Code, finding.Where));
    }

    [Fact]
    public async Task Timelines_of_an_earlier_version_that_answer_readers_are_named()
    {
        const string Columns = "as select * from clusterevents.";
        static string Earlier(string verb) => string.Concat(
            new[] { "activity", "timeline_row", "timeline", "listing" }.Select(
                table => $"{verb} table clusterevents.{table}_v4 {(verb == "drop" ? "" : $"{Columns}{table}_v6")};"));
        await app.TamperAsync(
            Earlier("create") + "insert into clusterevents.mt_event_progression (name, last_seq_id) "
            + "select 'TimelinesV4:All', last_seq_id + 1 from clusterevents.mt_event_progression where name = 'TimelinesV6:All'");
        var report = await app.VerifyAsync();
        await app.TamperAsync(
            Earlier("drop") + "delete from clusterevents.mt_event_progression where name = 'TimelinesV4:All'");

        Assert.Contains(report.Findings, finding =>
            finding is { Code: "earlier-timelines", Where: "timelines TimelinesV4:All" });
    }

    [Fact]
    public async Task An_audit_that_cannot_read_everything_still_ends_all_that_it_began()
    {
        await app.TamperAsync("alter table clusterevents.timeline_state rename to state_elsewhere");
        var report = await app.VerifyAsync();
        await app.TamperAsync("alter table clusterevents.state_elsewhere rename to timeline_state");

        Assert.Contains(report.Findings, finding => finding is { Code: "replay-stopped", Where: "timelines" });
        await using var left = app.Database.CreateCommand(
            """
            select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
              and state <> 'idle' and query ~ 'activity_v6|timeline_row_v6|log_leaf'
            """);
        Assert.Equal(0L, await left.ExecuteScalarAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task An_export_that_cannot_be_finished_is_not_begun()
    {
        var place = Directory.CreateTempSubdirectory("clusterevents-evidence-");
        await app.TamperAsync("update clusterevents.log_checkpoint set note = 'nonsense'");

        await Assert.ThrowsAsync<AuditException>(
            () => app.Get<EvidenceExport>().WriteAsync(place.FullName, _ => { }, TestApp.Cancel));

        Assert.Empty(place.EnumerateFileSystemInfos());
        place.Delete();
    }

    [Fact]
    public async Task Many_findings_are_all_counted_and_the_first_are_listed()
    {
        await app.TamperAsync(
            "update clusterevents.timeline_row_v6 set sequence_hint = 9, kind = 'x', retracted = true, day_part = 3");

        var report = await app.VerifyAsync();

        Assert.True(report.FindingCount > Findings.Told);
        Assert.Equal(Findings.Told, report.Findings.Count);
    }
}
