using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Schema;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// Defences that were weakened are named by the audit, the doctor, the log and health, and mended at the next start by
/// whoever owns the store.
/// </summary>
public sealed class DefenceTests
{
    private const string Weakened =
        $"""
        alter table {EventTables.Events} disable trigger append_only;
        drop trigger append_only on clusterevents.log_leaf;
        create or replace function clusterevents.refuse_change() returns trigger language plpgsql
          as 'begin return new; end';
        drop function clusterevents.mt_archive_stream(varchar);
        drop index clusterevents.idx_mt_events_event_id;
        alter table clusterevents.claim enable row level security;
        alter table clusterevents.timeline_state owner to {StoreProtection.ServiceRole};
        alter function clusterevents.erase_personal_fields owner to current_user;
        grant update, truncate on {EventTables.Events} to {StoreProtection.ServiceRole};
        grant update (data) on {EventTables.Events} to {StoreProtection.ServiceRole};
        revoke insert on clusterevents.log_leaf from {StoreProtection.ServiceRole};
        alter table clusterevents.log_tile alter hashes drop not null
        """;

    private const string Forging =
        $"""
        create function clusterevents.forge() returns trigger language plpgsql as 'begin return new; end';
        create trigger forging before insert on {EventTables.Events} for each row execute function clusterevents.forge()
        """;

    [Fact]
    public async Task A_start_with_the_owner_s_login_mends_what_was_weakened()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.SettledAsync(TimeSpan.FromSeconds(30));
        Assert.Empty((await app.AuditAsync()).Findings);
        await app.TamperAsync(Weakened);

        var weak = await app.AuditAsync();
        await app.DisposeAsync();
        await using var next = StartedByOwner(app.ConnectionString);
        await next.InitializeAsync();

        Assert.Equal(
            [
                "column-altered", "function-altered", "function-missing", "grant-missing", "grant-superfluous",
                "index-missing", "owner-altered", "row-security", "trigger-disabled", "trigger-missing",
            ],
            weak.Findings.Select(finding => finding.Code).Distinct().Order());
        Assert.Empty((await next.AuditAsync()).Findings);
    }

    [Fact]
    public async Task What_nobody_may_mend_unseen_is_named_everywhere_until_somebody_has_looked()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TamperAsync(Forging);
        await app.DisposeAsync();
        await using var next = StartedByOwner(app.ConnectionString);
        await next.InitializeAsync();
        await next.Get<DefenceWatch>().LookAsync(TestApp.Cancel);

        var ready = (await next.GetAsync("/health/ready")).Json;
        var doctor = await CommandRun.OfAsync(app.ConnectionString, "doctor");
        var verified = await CommandRun.OfAsync(app.ConnectionString, "audit", "verify");

        Assert.Equal(("degraded", 2), ((string)ready["status"]!, (int)ready["weakenedDefences"]!));
        foreach (var run in new[] { doctor, verified })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("trigger-unknown: trigger forging on clusterevents.mt_events", run.Output,
                StringComparison.Ordinal);
            Assert.Contains("function-unknown: function clusterevents.forge()", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_with_a_restricted_login_names_what_it_may_not_mend()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TamperAsync(
            "drop role if exists watching_login; "
            + $"create role watching_login login password 'service' in role {StoreProtection.ServiceRole}");
        await using var login = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(app.ConnectionString)
        {
            Username = "watching_login",
            Password = "service",
        });
        var log = new LogRecorder<DefenceWatch>();
        var watch = new DefenceWatch(app.Get<DefenceSweep>(), login, TimeProvider.System, log);
        await watch.LookAsync(TestApp.Cancel);
        Assert.Empty(log.Lines);

        await app.TamperAsync($"alter table {EventTables.Events} disable trigger append_only");
        await watch.LookAsync(TestApp.Cancel);
        await watch.LookAsync(TestApp.Cancel);

        Assert.Equal(1, watch.Weakened);
        Assert.StartsWith("Error: trigger-disabled: trigger append_only on clusterevents.mt_events",
            Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(2_000_000_000_000)]
    public async Task Positions_given_beyond_what_was_ever_under_way_are_named(long ahead)
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TamperAsync(
            $"select setval('{EventTables.Events}_sequence', "
            + $"(select max(seq_id) from {EventTables.Events}) + {ahead})");

        Assert.Contains((await app.AuditAsync()).Findings, finding => finding.Code == "sequence-ahead");
    }

    [Fact]
    public async Task Positions_that_were_set_back_are_named()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TamperAsync($"select setval('{EventTables.Events}_sequence', 2)");

        Assert.Contains((await app.AuditAsync()).Findings, finding => finding.Code == "sequence-behind");
    }

    [Theory]
    [InlineData("stream-altered", "update clusterevents.mt_streams set is_archived = true where id = 'city/can-tho'")]
    [InlineData("claim-missing", "delete from clusterevents.claim where stream = 'city/can-tho'")]
    [InlineData("progress-ahead",
        "update clusterevents.mt_event_progression set last_seq_id = 1000000 where name = 'IntegrationEvents:All'")]
    [InlineData("sequence-ahead",
        "select count(nextval('clusterevents.mt_events_sequence')) from generate_series(1, 5000)")]
    [InlineData("cosignature-superfluous",
        "insert into clusterevents.log_cosignature values (9000, 'witness.example/forged', '')")]
    [InlineData("key-altered", "insert into clusterevents.log_key values (9, 'nonsense', now())")]
    [InlineData("row-unexpected",
        "insert into wolverine.wolverine_agent_restrictions (id, uri, type, node) "
        + "values (gen_random_uuid(), 'event-subscriptions://x', 'Paused', 1)")]
    [InlineData("delivery-missing",
        "insert into clusterevents.webhook_told values (3, 'http://receiver.example/', now())")]
    public async Task What_the_restricted_role_of_the_service_can_still_alter_is_named(string code, string sql)
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await using var command = app.Database.CreateCommand(
            $"begin; set local role {StoreProtection.ServiceRole}; {sql}; commit");
        await command.ExecuteNonQueryAsync(TestApp.Cancel);

        Assert.Contains((await app.AuditAsync()).Findings, finding => finding.Code == code);
    }

    /// <summary>Another start on the same database, which brings its tables to what the program declares.</summary>
    private static TestApp StartedByOwner(string connection) => TestApp.With(new()
    {
        ["ConnectionStrings:ClusterEvents"] = connection,
        ["Store:Migrate"] = "true",
    });
}
