using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>Altered, missing and superfluous events, and erasures of personal fields that did not happen.</summary>
[Collection<OnAlteredStore>]
public sealed class AlteredEventTests(SealedApp app) : AlteredStore(app)
{
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
    [InlineData("event-altered", "`note` stands beside it",
        $"update clusterevents.mt_events set headers = headers || '{{\"note\":\"x\"}}' where {OneOfThem}")]
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
    // Erasure.
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
    public Task An_altered_event_is_named(string code, string named, string sql) =>
        IsNamedAsync(code, named, sql);
}
