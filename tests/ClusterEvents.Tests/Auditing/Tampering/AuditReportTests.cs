using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Evidence;
using ClusterEvents.Auditing.Verification;
using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>
/// What an audit reports: nothing of an honest store, all it found of an altered one, and why it ended early.
/// </summary>
[Collection<OnAlteredStore>]
public sealed class AuditReportTests(SealedApp app) : AlteredStore(app)
{
    [Fact]
    public async Task An_honest_store_is_clean()
    {
        var report = await App.VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.True(report.Clean);
        Assert.True(report.Events > 300);
        Assert.Equal((report.Events, report.Events, 0L), (report.Leaves, report.Entries, report.Unsealed));
        Assert.True(report.Checkpoints > 0 && report.Rows > 600 && report.Root is not null);
    }

    [Fact]
    public async Task Progress_beyond_the_end_of_the_record_is_named()
    {
        static string Moved(string by) =>
            $"update clusterevents.mt_event_progression set last_seq_id = last_seq_id {by} "
            + "where name = 'IntegrationEvents:All'";
        await App.TamperAsync(Moved("+ 1000000"));
        var report = await App.VerifyAsync();
        await App.TamperAsync(Moved("- 1000000"));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("progress-ahead", "progress IntegrationEvents:All"), (finding.Code, finding.Where));
    }

    [Theory]
    [InlineData("clusterevents.mt_doc_deadletterevent", "(id, data) values (gen_random_uuid(), '{}')")]
    [InlineData("clusterevents.mt_event_projection_floors",
        "(name, tenant_id, floor) values ('TimelinesV6:All', 'x', 9)")]
    [InlineData("wolverine.wolverine_agent_restrictions",
        "(id, uri, type, node) values (gen_random_uuid(), 'event-subscriptions://x', 'Paused', 1)")]
    public async Task A_row_in_a_table_of_the_libraries_that_nothing_writes_to_is_named(string table, string row)
    {
        await App.TamperAsync($"insert into {table} {row}");
        var report = await App.VerifyAsync();
        await App.TamperAsync($"delete from {table}");

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("row-unexpected", $"table {table}"), (finding.Code, finding.Where));
    }

    [Fact]
    public async Task An_audit_that_cannot_read_everything_still_ends_all_that_it_began()
    {
        await App.TamperAsync("alter table clusterevents.timeline_state rename to state_elsewhere");
        var report = await App.VerifyAsync();
        await App.TamperAsync("alter table clusterevents.state_elsewhere rename to timeline_state");

        Assert.Contains(report.Findings, finding => finding is { Code: "replay-stopped", Where: "timelines" });
        await using var left = App.Database.CreateCommand(
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
        await App.TamperAsync("update clusterevents.log_checkpoint set note = 'nonsense'");

        await Assert.ThrowsAsync<AuditException>(
            () => App.Get<EvidenceExport>().WriteAsync(place.FullName, _ => { }, TestApp.Cancel));

        Assert.Empty(place.EnumerateFileSystemInfos());
        place.Delete();
    }

    [Fact]
    public async Task Many_findings_are_all_counted_and_the_first_are_listed()
    {
        await App.TamperAsync(
            "update clusterevents.timeline_row_v6 set sequence_hint = 9, kind = 'x', retracted = true, day_part = 3");

        var report = await App.VerifyAsync();

        Assert.True(report.FindingCount > Findings.Told);
        Assert.Equal(Findings.Told, report.Findings.Count);
    }
}
