using System.Globalization;
using System.Net;
using ClusterEvents.Auditing.Reports;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>The database protects the record against its owner, and more strictly against the service.</summary>
[Collection<OnSealedLog>]
public sealed class ProtectionTests(SealedApp app)
{
    public static TheoryData<string> Tables => [.. LogTables.AppendOnly, AuditReports.Table, "clusterevents.mt_events"];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Even_the_owner_changes_nothing_that_is_on_record(string table)
    {
        await using var count = app.Database.CreateCommand($"select count(*) from {table}");
        var column = table.Contains("mt_events", StringComparison.Ordinal) ? "data"
            : table.Contains("leaf", StringComparison.Ordinal) ? "entry" : null;
        if ((long)(await count.ExecuteScalarAsync(TestApp.Cancel))! > 0)
        {
            await RefusedAsync(app.Database, $"delete from {table}");
            if (column is not null) await RefusedAsync(app.Database, $"update {table} set {column} = {column}");
        }

        await RefusedAsync(app.Database, $"truncate {table}");
    }

    [Fact]
    public async Task Personal_fields_go_only_in_the_transaction_that_records_an_erasure_after_the_event()
    {
        const string Name = "array['/person/name']";
        await RefusedAsync(app.Database, Erase(Name));
        await RefusedAsync(app.Database, Erasure("-5") + Erase(Name));

        // The whole of it is allowed, and rolled back here.
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var erase = new NpgsqlCommand(Erasure("1000000") + Erase(Name), connection, transaction);
        await erase.ExecuteNonQueryAsync(TestApp.Cancel);
        await using var read = new NpgsqlCommand(
            "select data->'person'->>'name', headers->'salts' ? '/person/name', headers->'erased'->>'/person/name' "
            + $"from clusterevents.mt_events where id = '{app.Remarks}'", connection, transaction);
        await using var row = await read.ExecuteReaderAsync(TestApp.Cancel);
        Assert.True(await row.ReadAsync(TestApp.Cancel));
        Assert.Equal((ActivityLeaf.Erased, false), (row.GetString(0), row.GetBoolean(1)));
        Assert.True(Commitment.IsOne(row.GetString(2)));
    }

    [Theory]
    [InlineData("select clusterevents.erase_personal_fields('{0}', array['/cityIds/0'])")]
    [InlineData("select clusterevents.erase_personal_fields('{0}', array['/person'])")]
    [InlineData("select clusterevents.erase_personal_fields('{0}', array['/person/unit'])")]
    [InlineData("select clusterevents.erase_personal_fields('{0}', array['/person/name', '/person/name'])")]
    [InlineData("select clusterevents.erase_personal_fields('{0}', array['source'])")]
    [InlineData("select clusterevents.erase_personal_fields('{0}', array['id'])")]
    [InlineData("update clusterevents.mt_events set data = data || '{{\"person\":{{\"name\":\"[erased]\"}}}}', "
        + "headers = headers || '{{\"erased\":{{\"/person/name\":\"sha256:00\"}}}}' where id = '{0}'")]
    [InlineData("update clusterevents.mt_events set headers = headers || '{{\"erased\":{{}}}}' where id = '{0}'")]
    [InlineData("update clusterevents.mt_events set headers = headers #- '{{salts,/person/name}}' where id = '{0}'")]
    public async Task Even_then_nothing_goes_but_a_personal_value_with_a_salt(string sql) => await RefusedAsync(
        app.Database, Erasure("1000000") + string.Format(CultureInfo.InvariantCulture, sql, app.Remarks));

    [Fact]
    public async Task The_service_cannot_hide_anything_by_itself()
    {
        var service = $"set role {StoreProtection.ServiceRole}; ";
        await RefusedAsync(app.Database, service + Erase("array['/person/name']"));
        await RefusedAsync(app.Database, service + Erasure("1000000") + Erase("array['/cityIds/0']"));
        await RefusedAsync(app.Database, service + Erasure("1000000")
            + $"update clusterevents.mt_events set data = '{{}}' where id = '{app.Remarks}'");
    }

    private string Erase(string names) => $"select clusterevents.erase_personal_fields('{app.Remarks}', {names})";

    /// <summary>Records an erasure of the remarks at a position, as anybody can who may insert events.</summary>
    private string Erasure(string position) =>
        $"""
        insert into clusterevents.mt_events select (jsonb_populate_record(remarks, jsonb_build_object(
          'seq_id', {position}, 'id', gen_random_uuid(), 'version', 1000, 'type', 'personal-fields-erased.v2',
          'data', jsonb_build_object('targetEventId', remarks.id)))).*
        from clusterevents.mt_events remarks where id = '{app.Remarks}';

        """;

    [Theory]
    [InlineData("delete from clusterevents.mt_events")]
    [InlineData("update clusterevents.mt_events set seq_id = 0")]
    [InlineData("insert into clusterevents.mt_events select * from clusterevents.mt_events")]
    [InlineData("update clusterevents.log_leaf set entry = ''")]
    [InlineData("select * from clusterevents.activity_v6")]
    [InlineData("create table clusterevents.mine (id int)")]
    public async Task The_role_that_erases_may_do_nothing_else(string sql) =>
        await RefusedAsync(app.Database, $"set role {StoreProtection.ErasingRole}; {sql}");

    [Fact]
    public async Task Roles_get_their_grants_as_soon_as_a_login_may_grant_them()
    {
        var owner = new NpgsqlConnectionStringBuilder(await TestStore.NewDatabaseAsync())
        {
            Username = "owning_login",
            Password = "owner",
        };
        await using var create = app.Database.CreateCommand(
            "create role owning_login login password 'owner'; "
            + $"alter database {owner.Database} owner to owning_login");
        await create.ExecuteNonQueryAsync(TestApp.Cancel);

        Assert.False(await StartedAsync(owner.ConnectionString));
        await using var allow = app.Database.CreateCommand("alter role owning_login createrole");
        await allow.ExecuteNonQueryAsync(TestApp.Cancel);

        Assert.True(await StartedAsync(owner.ConnectionString));
    }

    /// <summary>Whether the service role may insert events after the program was started.</summary>
    private static async Task<bool> StartedAsync(string connectionString)
    {
        await using var service = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = connectionString });
        await service.InitializeAsync();
        await using var query = service.Database.CreateCommand(
            $"select has_table_privilege('{StoreProtection.ServiceRole}', 'clusterevents.mt_events', 'insert')");
        return (bool)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    [Fact]
    public async Task A_service_works_with_a_login_that_may_only_add_and_read()
    {
        await using var create = app.Database.CreateCommand(
            "drop role if exists service_login; create role service_login login password 'service' "
            + $"in role {StoreProtection.ServiceRole}");
        await create.ExecuteNonQueryAsync(TestApp.Cancel);
        var login = new NpgsqlConnectionStringBuilder(app.ConnectionString)
        {
            Username = "service_login",
            Password = "service",
        };
        await using var service = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = login.ConnectionString,
            ["Store:Migrate"] = "false",
        });
        await service.InitializeAsync();

        var recorded = (await service.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var receipt = await service.GetAsync($"/v1/activities/{recorded.Json["activityId"]}/receipt");
        var shown = await service.TimelineAsync("cities/can-tho");

        receipt.Expect(HttpStatusCode.OK);
        Assert.Contains(shown.Entries, entry => (string)entry!["activityId"]! == (string)recorded.Json["activityId"]!);
        var database = service.Database;
        foreach (var table in LogTables.AppendOnly.Append("clusterevents.mt_events"))
        {
            await RefusedAsync(database, $"delete from {table}");
            await RefusedAsync(database, $"truncate {table}");
        }

        await RefusedAsync(database, "update clusterevents.mt_events set data = '{}'");
        await RefusedAsync(database, "alter table clusterevents.mt_events disable trigger all");
        await RefusedAsync(database, "set session_replication_role = replica");
    }

    private static async Task RefusedAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestApp.Cancel));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
