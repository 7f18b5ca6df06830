using System.Net;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.EventStore.Schema;
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
    public async Task Personal_fields_go_only_where_an_erasure_is_on_record() => await RefusedAsync(app.Database,
        $"select clusterevents.erase_personal_fields('{app.Remarks}', '{{}}', '{{\"erased\":{{}}}}')");

    [Theory]
    [InlineData("delete from clusterevents.mt_events")]
    [InlineData("update clusterevents.mt_events set seq_id = 0")]
    [InlineData("insert into clusterevents.mt_events select * from clusterevents.mt_events")]
    [InlineData("update clusterevents.log_leaf set entry = ''")]
    [InlineData("select * from clusterevents.activity_v5")]
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
