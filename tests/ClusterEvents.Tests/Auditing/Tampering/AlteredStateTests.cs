using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>Altered streams, claims and owners of sources.</summary>
[Collection<OnAlteredStore>]
public sealed class AlteredStateTests(SealedApp app) : AlteredStore(app)
{
    [Theory]
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
    public Task An_altered_state_is_named(string code, string named, string sql) =>
        IsNamedAsync(code, named, sql);
}
