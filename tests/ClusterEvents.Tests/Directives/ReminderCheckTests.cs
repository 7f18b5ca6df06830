using System.Text.Json.Nodes;
using ClusterEvents.Recording.Deadlines;
using Xunit;

namespace ClusterEvents.Tests.Directives;

/// <summary>
/// Each open directive with a due day to come has a reminder; one that was deleted is scheduled anew.
/// </summary>
public sealed class ReminderCheckTests
{
    private const string Reminders =
        "select count(*) from wolverine.wolverine_incoming_envelopes where message_type = 'directive-falls-due'";

    private static string NextYear => $"{TimeProvider.System.GetUtcNow().Year + 1}-06-30";

    [Fact]
    public async Task A_deleted_reminder_is_named_and_scheduled_at_the_next_start()
    {
        await using var app = TestApp.EstablishedWith(new() { ["Deadlines:Watch"] = "true" });
        await app.InitializeAsync();
        await app.GivenIssuedDirectiveAsync(NextYear);
        await SweepAsync(app);
        Assert.Equal(1L, await CountAsync(app));
        Assert.Empty((await app.AuditAsync()).Findings);

        await app.TamperAsync(
            "delete from wolverine.wolverine_incoming_envelopes where message_type = 'directive-falls-due'");
        var deleted = await app.AuditAsync();
        await app.DisposeAsync();
        await using var next = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = app.ConnectionString,
            ["Deadlines:Watch"] = "true",
        });
        await next.InitializeAsync();

        Assert.Equal("reminder-missing", Assert.Single(deleted.Findings).Code);
        Assert.Equal(1L, await Eventually.FindAsync(() => CountAsync(next), count => count == 1));
        Assert.Empty((await next.AuditAsync()).Findings);
    }

    [Theory]
    [InlineData("reminder-superfluous",
        "delete from clusterevents.mt_events where stream_id like 'directive/%'")]
    [InlineData("message-altered",
        "update wolverine.wolverine_incoming_envelopes set body = 'nonsense' "
        + "where message_type = 'directive-falls-due'")]
    [InlineData("reminder-missing",
        "update wolverine.wolverine_incoming_envelopes set execution_time = execution_time + interval '1 year' "
        + "where message_type = 'directive-falls-due'")]
    public async Task An_altered_reminder_is_named(string code, string sql)
    {
        await using var app = TestApp.EstablishedWith(new() { ["Deadlines:Watch"] = "true" });
        await app.InitializeAsync();
        await app.GivenIssuedDirectiveAsync(NextYear);
        await SweepAsync(app);

        await app.TamperAsync(sql);

        Assert.Contains((await app.AuditAsync()).Findings, finding => finding.Code == code);
    }

    [Fact]
    public async Task What_a_command_records_beside_a_service_is_no_finding_before_the_next_sweep()
    {
        await using var app = TestApp.EstablishedWith(new() { ["Deadlines:Watch"] = "true" });
        await app.InitializeAsync();
        var issued = DirectiveScenarios.Issue(NextYear, "can-tho");
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["type"] = "clusterevents.directive-issued.v1",
            ["source"] = "//imported",
            ["id"] = "one",
            ["data"] = issued,
        };
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, line.ToJsonString(), TestApp.Cancel);

        var imported = await CommandRun.OfAsync(app.ConnectionString, "import", file);
        var before = await app.AuditAsync();
        await SweepAsync(app);

        File.Delete(file);
        Assert.Equal(0, imported.ExitCode);
        Assert.DoesNotContain(
            before.Findings, finding => finding.Code.StartsWith("reminder", StringComparison.Ordinal));
        Assert.Equal(1L, await CountAsync(app));
        Assert.Empty((await app.AuditAsync()).Findings);
    }

    /// <summary>What a service does at the start, on every full hour and after imports.</summary>
    private static async Task SweepAsync(TestApp app) => await app.Get<MissingReminders>()
        .ScheduleAsync(0, await app.SettledAsync(TimeSpan.FromSeconds(30)), TestApp.Cancel);

    private static async Task<long> CountAsync(TestApp app)
    {
        await using var query = app.Database.CreateCommand(Reminders);
        return (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
