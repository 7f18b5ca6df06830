using ClusterEvents.Auditing.Verification;
using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>Altered rows of timelines and listings, and altered states of timelines.</summary>
[Collection<OnAlteredStore>]
public sealed class AlteredTimelineTests(SealedApp app) : AlteredStore(app)
{
    [Theory]
    // Listings.
    [InlineData("row-superfluous", "days 0001-01-01..2020-01-01",
        "update clusterevents.listing_v6 set last_day = '2020-01-01' where kind = 'meeting' and city = 'can-tho'")]
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
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) "
        + "and timeline = 'city/can-tho'")]
    [InlineData("row-altered", "`known_to`",
        "update clusterevents.timeline_row_v6 set known_to = 300 "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) "
        + "and timeline = 'city/can-tho'")]
    [InlineData("row-altered", "`retracted`",
        "update clusterevents.timeline_row_v6 set retracted = true "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) "
        + "and timeline = 'city/can-tho'")]
    [InlineData("row-missing", "timeline city/da-nang",
        "delete from clusterevents.timeline_row_v6 "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) "
        + "and timeline = 'city/da-nang'")]
    [InlineData("row-superfluous", "timeline city/hai-phong",
        "insert into clusterevents.timeline_row_v6 select "
        + "(jsonb_populate_record(r, '{\"timeline\":\"city/hai-phong\"}')).* "
        + "from clusterevents.timeline_row_v6 r "
        + "where known_from = (select max(known_from) from clusterevents.timeline_row_v6) "
        + "and timeline = 'city/da-nang'")]
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
        "delete from clusterevents.activity_v6 "
        + "where known_from = (select max(known_from) from clusterevents.activity_v6)")]
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
    public Task An_altered_row_is_named(string code, string named, string sql) =>
        IsNamedAsync(code, named, sql);

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
        await App.TamperAsync($"update clusterevents.{table}_v6 set {column} = {value} "
            + $"where known_from = (select max(known_from) from clusterevents.{table}_v6)");

        var report = await App.VerifyAsync();

        Assert.NotEmpty(report.Findings);
        Assert.All(report.Findings, finding =>
        {
            Assert.Equal("row-altered", finding.Code);
            Assert.StartsWith($"`{column}` must be ", finding.Detail, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_duplicate_timeline_row_is_named()
    {
        const string Key = "pkey_activity_v6_activity_id_known_from";
        await App.TamperAsync(
            $"""
            alter table clusterevents.activity_v6 drop constraint {Key};
            insert into clusterevents.activity_v6 select * from clusterevents.activity_v6
            where known_from = (select max(known_from) from clusterevents.activity_v6)
            """);
        var report = await App.VerifyAsync();
        await App.RestoreAsync();
        await App.TamperAsync(
            $"alter table clusterevents.activity_v6 add constraint {Key} primary key (activity_id, known_from)");

        Assert.Equal(["index-missing", "row-superfluous"], report.Findings.Select(finding => finding.Code).Order());
    }

    [Fact]
    public async Task Timelines_of_an_earlier_version_that_answer_readers_are_named()
    {
        const string Columns = "as select * from clusterevents.";
        static string Earlier(string verb) => string.Concat(
            new[] { "activity", "timeline_row", "timeline", "listing" }.Select(
                table => $"{verb} table clusterevents.{table}_v4 {(verb == "drop" ? "" : $"{Columns}{table}_v6")};"));
        await App.TamperAsync(
            Earlier("create") + "insert into clusterevents.mt_event_progression (name, last_seq_id) "
            + "select 'TimelinesV4:All', last_seq_id + 1 from clusterevents.mt_event_progression "
            + "where name = 'TimelinesV6:All'");
        var report = await App.VerifyAsync();
        await App.TamperAsync(
            Earlier("drop") + "delete from clusterevents.mt_event_progression where name = 'TimelinesV4:All'");

        Assert.Contains(report.Findings, finding =>
            finding is { Code: "earlier-timelines", Where: "timelines TimelinesV4:All" });
    }
}
