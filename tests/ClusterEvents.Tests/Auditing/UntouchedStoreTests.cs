using System.Net;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Webhooks;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>A store that nobody tampered with is clean, whatever it is busy with.</summary>
public sealed class UntouchedStoreTests
{
    /// <summary>
    /// What a store lacks that an earlier program made, as far as the audit looks at it: tables and grants that came
    /// later, and times of streams, which were those of the transaction.
    /// </summary>
    private const string Earlier =
        """
        drop table clusterevents.webhook_told, clusterevents.webhook_attempt, clusterevents.reminder_sweep;
        update clusterevents.mt_streams set created = now() + interval '1 day', timestamp = now() + interval '1 day';
        comment on table clusterevents.mt_streams is null;
        comment on function clusterevents.refuse_change() is 'earlier';
        do $$ declare one regprocedure; begin
          for one in select p.oid::regprocedure from pg_proc p where pronamespace = 'clusterevents'::regnamespace
          loop execute format('grant execute on function %s to public', one); end loop;
        end $$
        """;

    [Fact]
    public async Task It_is_clean_right_after_an_upgrade_from_an_earlier_program()
    {
        await using var telling = new TellingApp();
        await telling.InitializeAsync();
        telling.Receiver.Answers = _ => 503;
        await telling.App.IssueDirectiveAsync(null, "can-tho");
        await Eventually.FindAsync(
            async () => (int)(await telling.App.GetAsync("/v1/webhooks/dead-letters")).Json["total"]!,
            count => count == 1);
        await telling.App.SettledAsync(TimeSpan.FromSeconds(30));
        var connection = telling.App.ConnectionString;
        await telling.App.TamperAsync(Earlier);
        await telling.App.DisposeAsync();

        await using var next = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = connection,
            ["Store:Migrate"] = "true",
            ["Webhooks:0:Url"] = telling.Receiver.Url,
            ["Webhooks:0:Secret"] = telling.Receiver.Secret,
        });
        await next.InitializeAsync();

        Assert.Empty((await next.AuditAsync()).Findings);
    }

    [Fact]
    public async Task It_is_clean_while_several_nodes_record()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Nodes:Single"] = "false",
            ["Deadlines:Watch"] = "true",
            ["Webhooks:0:Url"] = receiver.Url,
            ["Webhooks:0:Secret"] = receiver.Secret,
            ["Webhooks:0:Types:0"] = "*",
        };
        await using var first = TestApp.EstablishedWith(new(settings));
        await first.InitializeAsync();
        await using var second = TestApp.With(new(settings)
        {
            ["ConnectionStrings:ClusterEvents"] = first.ConnectionString,
        });
        await second.InitializeAsync();
        Assert.Empty((await second.AuditAsync()).Findings);

        var lines = string.Concat(Enumerable.Range(0, 100).Select(_ => $"{Scenarios.Flowers().ToJsonString()}\n"));
        async Task RecordAsync(TestApp node)
        {
            for (var batch = 0; batch < 10; batch++)
            {
                (await node.PostRawAsync("/v1/events", lines, "application/x-ndjson")).Expect(HttpStatusCode.OK);
                (await node.IssueDirectiveAsync($"{TimeProvider.System.GetUtcNow().Year + 1}-06-30", "can-tho"))
                    .Expect(HttpStatusCode.Created);
            }
        }

        var recording = Task.WhenAll(RecordAsync(first), RecordAsync(second));
        do Assert.Empty((await second.AuditAsync()).Findings);
        while (!recording.IsCompleted);
        await recording;
    }

    [Fact]
    public async Task It_is_clean_for_a_restricted_login()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TamperAsync(
            "drop role if exists auditing_login; "
            + "create role auditing_login login password 'service' in role clusterevents_service");
        var login = new NpgsqlConnectionStringBuilder(app.ConnectionString)
        {
            Username = "auditing_login",
            Password = "service",
        };

        var verified = await CommandRun.OfAsync(login.ConnectionString, "audit", "verify", "--json");

        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
    }
}
