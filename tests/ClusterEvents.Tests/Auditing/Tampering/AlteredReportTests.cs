using System.Net;
using ClusterEvents.Auditing.Reports;
using ClusterEvents.Domain.Model;
using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>Reports of verifications that are taken out, changed, or put back.</summary>
[Collection<OnAlteredStore>]
public sealed class AlteredReportTests(SealedApp app) : AlteredStore(app)
{
    private const string Reports = "clusterevents.audit_report";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_report_that_is_taken_out_is_missed(int place)
    {
        var ids = await KeptAsync(3);

        await App.TamperAsync($"create table original.report as select * from {Reports} where id = '{ids[place]}'; "
            + $"delete from {Reports} where id = '{ids[place]}'");
        var found = await App.VerifyAsync();
        // A verification after it neither fills the gap nor makes anybody forget it.
        var later = (await KeptAsync(1))[0];
        var afterwards = await App.VerifyAsync();
        await App.TamperAsync($"delete from {Reports} where id = '{later}'; "
            + $"insert into {Reports} table original.report; drop table original.report");
        await ForgetAsync();

        Assert.Equal("report-missing", Assert.Single(found.Findings).Code);
        Assert.Contains(afterwards.Findings, finding => finding.Code == "report-missing");
        Assert.True((await App.VerifyAsync()).Clean);
    }

    [Fact]
    public async Task All_reports_taken_out_are_missed()
    {
        await KeptAsync(2);
        await App.TamperAsync($"create table original.report as table {Reports}; delete from {Reports}");
        var found = await App.VerifyAsync();
        await App.TamperAsync($"insert into {Reports} table original.report; drop table original.report");

        Assert.Equal("report-missing", Assert.Single(found.Findings).Code);
        Assert.True((await App.VerifyAsync()).Clean);
    }

    [Theory]
    [InlineData("report || '{\"findingCount\": 9}'", "report-altered")]
    [InlineData("report - 'previous'", "report-altered")]
    [InlineData("report - 'signature'", "report-missing")]
    public async Task A_report_that_is_changed_is_named(string changed, string code)
    {
        // One between two others: the first of a store names no previous one.
        var id = (await KeptAsync(3))[1];
        await App.TamperAsync($"create table original.report as select * from {Reports} where id = '{id}'; "
            + $"update {Reports} set report = {changed} where id = '{id}'");
        var found = await App.VerifyAsync();
        await App.TamperAsync($"update {Reports} set report = r.report from original.report r "
            + $"where audit_report.id = r.id; drop table original.report");

        Assert.Contains(found.Findings, finding => finding.Code == code);
    }

    [Fact]
    public async Task A_report_that_is_moved_out_of_sight_is_named()
    {
        var id = (await KeptAsync(1))[0];
        await App.TamperAsync($"update {Reports} set made_at = made_at - interval '10 years' where id = '{id}'");
        var found = await App.VerifyAsync();
        await App.TamperAsync($"update {Reports} set made_at = made_at + interval '10 years' where id = '{id}'");

        Assert.Equal("report-altered", Assert.Single(found.Findings).Code);
        Assert.True((await App.VerifyAsync()).Clean);
    }

    [Fact]
    public async Task Reports_of_earlier_versions_are_not_missed()
    {
        var made = await App.VerifyAsync();
        var id = Identifiers.New(TimeProvider.System.GetUtcNow());
        await App.ExecuteAsync($"insert into {Reports} values ('{id}', now(), "
            + $"'{{\"clean\": true, \"startedAt\": \"{made.StartedAt:O}\"}}')");
        var found = await App.VerifyAsync();
        await App.TamperAsync($"delete from {Reports} where id = '{id}'");

        Assert.True(found.Clean);
        Assert.True((await App.VerifyAsync()).Clean);
    }

    [Fact]
    public async Task Verifications_at_one_time_follow_one_another()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeptAsync(1)));

        Assert.True((await App.VerifyAsync()).Clean);
    }

    private async Task<IReadOnlyList<string>> KeptAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
            ids.Add((string)(await App.PostAsync("/v1/audit/verifications", new { }))
                .Expect(HttpStatusCode.Created).Json["id"]!);
        return ids;
    }

    /// <summary>Removes what the node remembers, as after the restore of a backup.</summary>
    private async Task ForgetAsync()
    {
        await using var connection = await App.Database.OpenConnectionAsync(TestApp.Cancel);
        File.Delete(await App.Get<RememberedReports>().FileAsync(connection, TestApp.Cancel));
    }
}
