using System.Net;
using ClusterEvents.Tests.Directives;
using Xunit;

namespace ClusterEvents.Tests.Webhooks;

/// <summary>What was to be sent is counted against what was delivered, waits, or was given up.</summary>
public sealed class DeliveryCheckTests
{
    private const string SetBack =
        "update clusterevents.mt_event_progression set last_seq_id = 1 where name = 'IntegrationEvents:All'";

    [Fact]
    public async Task Deliveries_that_succeed_fail_and_are_sent_again_leave_the_store_clean()
    {
        await using var telling = await StartAsync(answers: _ => 503);
        var (app, receiver) = (telling.App, telling.Receiver);
        var issued = await app.IssueDirectiveAsync(null, "can-tho");
        await DeadLettersAsync(app, 1);
        Assert.Empty((await app.AuditAsync()).Findings);

        var letter = (await app.GetAsync("/v1/webhooks/dead-letters")).Json["items"]![0]!;
        receiver.Answers = times => times <= 4 ? 500 : 200;
        (await app.PostAsync($"/v1/webhooks/dead-letters/{letter["id"]}/replay", new { }))
            .Expect(HttpStatusCode.Accepted);
        await receiver.OfAsync(Id(issued), 5);
        await AttemptsAsync(app, 5);

        Assert.Empty((await app.AuditAsync()).Findings);
    }

    [Theory]
    [InlineData("delivery-missing", "delete from wolverine.wolverine_dead_letters")]
    [InlineData("message-altered",
        "update wolverine.wolverine_dead_letters set exception_message = 'It was delivered by hand.'")]
    [InlineData("message-altered",
        "update wolverine.wolverine_dead_letters set sent_at = sent_at - interval '1 day'")]
    [InlineData("message-altered", "update wolverine.wolverine_dead_letters set body = 'nonsense'")]
    [InlineData("message-altered",
        "update clusterevents.mt_events set id = gen_random_uuid() where type like 'directive-%'")]
    [InlineData("message-superfluous",
        "insert into clusterevents.webhook_told select position - 1, 'http://elsewhere/', told_at "
        + "from clusterevents.webhook_told; "
        + "delete from clusterevents.webhook_told where target not like '%elsewhere%'")]
    public async Task A_dead_letter_that_was_changed_or_deleted_is_named(string code, string sql)
    {
        await using var telling = await StartAsync(answers: _ => 503);
        await telling.App.IssueDirectiveAsync(null, "can-tho");
        await DeadLettersAsync(telling.App, 1);

        await telling.App.TamperAsync(sql);

        Assert.Contains((await telling.App.AuditAsync()).Findings, finding => finding.Code == code);
    }

    [Fact]
    public async Task Whoever_sets_the_progress_back_is_named_and_has_nothing_told_again()
    {
        await using var telling = await StartAsync(answers: _ => 200);
        var (app, receiver) = (telling.App, telling.Receiver);
        var issued = await app.IssueDirectiveAsync(null, "can-tho");
        await receiver.OfAsync(Id(issued), 1);
        await AttemptsAsync(app, 1);
        var connection = app.ConnectionString;
        await app.DisposeAsync();

        await using var database = Npgsql.NpgsqlDataSource.Create(connection);
        await using (var back = database.CreateCommand(SetBack)) await back.ExecuteNonQueryAsync(TestApp.Cancel);
        var verified = await CommandRun.OfAsync(connection, "audit", "verify");
        await using var next = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = connection,
            ["Webhooks:0:Url"] = receiver.Url,
            ["Webhooks:0:Secret"] = receiver.Secret,
        });
        await next.InitializeAsync();
        var second = await next.IssueDirectiveAsync(null, "da-nang");
        await receiver.OfAsync(Id(second), 1);

        Assert.Contains("progress-behind: progress IntegrationEvents:All", verified.Output, StringComparison.Ordinal);
        Assert.Equal([Id(issued), Id(second)], receiver.Deliveries.Select(delivery => delivery.Id));
    }

    private static async Task<TellingApp> StartAsync(Func<int, int> answers)
    {
        var telling = new TellingApp();
        await telling.InitializeAsync();
        telling.Receiver.Answers = answers;
        return telling;
    }

    private static string Id(Answer recorded) => (string)recorded.Expect(HttpStatusCode.Created).Json["activityId"]!;

    private static async Task DeadLettersAsync(TestApp app, int count) =>
        Assert.Equal(count, await Eventually.FindAsync(
            async () => (int)(await app.GetAsync("/v1/webhooks/dead-letters")).Expect(HttpStatusCode.OK).Json["total"]!,
            found => found == count));

    private static async Task AttemptsAsync(TestApp app, long count)
    {
        await using var query = app.Database.CreateCommand("select count(*) from clusterevents.webhook_attempt");
        Assert.Equal(count, await Eventually.FindAsync(
            async () => (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!, found => found >= count));
    }
}
