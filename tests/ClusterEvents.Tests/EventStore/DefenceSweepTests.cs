using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Schema;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>
/// Whatever weakens the store without touching a row is found. Each is tried in a transaction that is rolled back: some
/// of it would concern the whole server.
/// </summary>
public sealed class DefenceSweepTests(EmptyApp app) : IClassFixture<EmptyApp>
{
    private const string Events = EventTables.Events;
    private const string Forge =
        "create function clusterevents.forge() returns trigger language plpgsql as 'begin return new; end'; ";

    [Fact]
    public async Task An_untouched_store_is_as_declared() => Assert.Empty(await FindAsync("select"));

    [Theory]
    // Triggers.
    [InlineData("trigger-disabled", $"alter table {Events} disable trigger append_only")]
    [InlineData("trigger-disabled", $"alter table {Events} disable trigger all")]
    [InlineData("trigger-disabled", $"alter table {Events} enable replica trigger append_only")]
    [InlineData("trigger-missing", "drop trigger append_only on clusterevents.log_leaf")]
    [InlineData("trigger-missing", "drop trigger append_only_whole on clusterevents.webhook_told")]
    [InlineData("trigger-altered",
        $"create or replace trigger append_only before update on {Events} for each row "
        + "execute function clusterevents.refuse_change_but_erasure()")]
    [InlineData("trigger-altered",
        $"create or replace trigger append_only before update or delete on {Events} for each row when (false) "
        + "execute function clusterevents.refuse_change_but_erasure()")]
    [InlineData("trigger-altered",
        $"{Forge} create or replace trigger append_only before update or delete on {Events} for each row "
        + "execute function clusterevents.forge()")]
    [InlineData("trigger-unknown",
        $"{Forge} create trigger forging after insert on {Events} for each row execute function clusterevents.forge()")]
    [InlineData("trigger-unknown",
        "create function public.forge() returns trigger language plpgsql as 'begin return new; end'; "
        + "create trigger forging before insert on clusterevents.log_leaf for each row "
        + "execute function public.forge()")]
    // Functions.
    [InlineData("function-altered",
        "create or replace function clusterevents.refuse_change() returns trigger language plpgsql "
        + "as 'begin return new; end'")]
    [InlineData("function-altered", "alter function clusterevents.erase_personal_fields security invoker")]
    [InlineData("function-altered", "alter function clusterevents.erase_personal_fields reset search_path")]
    [InlineData("function-altered", "alter function clusterevents.refuse_change() set work_mem to '1MB'")]
    [InlineData("function-missing", "drop function clusterevents.mt_archive_stream(varchar)")]
    [InlineData("function-unknown", Forge)]
    [InlineData("function-unknown",
        "create function clusterevents.refuse_change(x int) returns int language sql as 'select 1'")]
    [InlineData("function-unknown",
        "create function public.lower(x int) returns int language sql as 'select 1'")]
    // Tables.
    [InlineData("table-altered",
        "alter table clusterevents.timeline_v6 rename to elsewhere; "
        + "create view clusterevents.timeline_v6 as select * from clusterevents.elsewhere")]
    [InlineData("table-altered", "alter table clusterevents.claim set unlogged")]
    [InlineData("table-missing", "drop table clusterevents.claim")]
    [InlineData("table-unknown", "create table clusterevents.mine (id int)")]
    [InlineData("table-unknown", "create view wolverine.mine as select 1 as one")]
    [InlineData("table-inherits", "create table public.more () inherits (clusterevents.claim)")]
    [InlineData("row-security", $"alter table {Events} enable row level security")]
    [InlineData("row-security", "create policy none on clusterevents.claim using (false)")]
    [InlineData("rule-unknown", "create rule nothing as on delete to clusterevents.log_leaf do instead nothing")]
    [InlineData("column-unknown", $"alter table {Events} add column more text")]
    [InlineData("column-missing", "alter table clusterevents.audit_report drop column made_at")]
    [InlineData("column-altered", "alter table clusterevents.log_leaf alter hash drop not null")]
    [InlineData("column-altered",
        "create function public.forged() returns text language sql as 'select 1::text'; "
        + $"alter table {Events} alter mt_dotnet_type set default public.forged()")]
    [InlineData("column-altered", $"alter table {Events} alter is_archived set default true")]
    [InlineData("column-altered", "alter table clusterevents.mt_streams alter tenant_id set default 'other'")]
    [InlineData("column-altered",
        "create collation public.loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false); "
        + "alter table clusterevents.source_owner alter source type text collate public.loose")]
    [InlineData("column-altered", "alter table clusterevents.claim alter stream type text collate \"C\"")]
    [InlineData("column-altered",
        "create domain public.short as text; alter table clusterevents.claim alter stream type public.short")]
    // Indexes and constraints.
    [InlineData("index-altered", $"create index mine on {Events} (stream_id collate \"C\")")]
    [InlineData("index-altered",
        "create function public.first(bigint) returns bigint language sql immutable as 'select 1::bigint'; "
        + $"create index mine on {Events} (public.first(seq_id))")]
    [InlineData("index-altered",
        "create function public.compare(bigint, bigint) returns int language sql immutable as 'select 0'; "
        + "create operator class public.odd for type bigint using btree as operator 1 <, operator 2 <=, operator 3 =, "
        + "operator 4 >=, operator 5 >, function 1 public.compare(bigint, bigint); "
        + $"create index mine on {Events} (seq_id public.odd)")]
    [InlineData("index-altered",
        $"create index mine on {Events} (stream_id); "
        + "update pg_index set indisready = false where indexrelid = 'clusterevents.mine'::regclass")]
    [InlineData("index-altered",
        "update pg_index set indisvalid = false where indrelid = 'clusterevents.log_leaf'::regclass and indisprimary")]
    [InlineData("index-altered", $"update pg_class set relhasindex = false where oid = '{Events}'::regclass")]
    [InlineData("trigger-disabled", $"update pg_class set relhastriggers = false where oid = '{Events}'::regclass")]
    [InlineData("sequence-altered", $"alter sequence {Events}_sequence increment by 7")]
    [InlineData("sequence-altered", $"alter sequence {Events}_sequence maxvalue 100000 cycle")]
    [InlineData("sequence-altered", $"alter sequence {Events}_sequence cache 500")]
    [InlineData("index-missing", "drop index clusterevents.idx_mt_events_event_id")]
    [InlineData("index-missing", "drop index clusterevents.log_leaf_by_position")]
    [InlineData("index-missing", "alter table clusterevents.claim drop constraint pkey_claim_claim")]
    [InlineData("index-altered",
        "drop index clusterevents.idx_mt_events_event_id; "
        + $"create index idx_mt_events_event_id on {Events} (id)")]
    [InlineData("index-altered",
        "drop index clusterevents.log_leaf_by_position; "
        + "create unique index log_leaf_by_position on clusterevents.log_leaf (position) where position > 9")]
    [InlineData("index-unknown", "create unique index one_city on clusterevents.claim (stream)")]
    [InlineData("constraint-unknown", $"alter table {Events} add constraint few check (seq_id < 1000000)")]
    // Owners, grants and roles.
    [InlineData("owner-altered", $"alter table {Events} owner to {StoreProtection.ServiceRole}")]
    [InlineData("owner-altered",
        $"alter function clusterevents.refuse_change() owner to {StoreProtection.ServiceRole}")]
    [InlineData("owner-altered", "alter function clusterevents.erase_personal_fields owner to current_user")]
    [InlineData("grant-superfluous", $"grant update on {Events} to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous", $"grant truncate on {Events} to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous", $"grant update (data) on {Events} to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous", $"grant insert on {Events} to {StoreProtection.ServiceRole} with grant option")]
    [InlineData("grant-superfluous", $"grant select on {Events} to public")]
    [InlineData("grant-superfluous", $"grant update on sequence {Events}_sequence to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous", $"grant create on schema clusterevents to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous", $"grant insert on {Events} to {StoreProtection.ErasingRole}")]
    [InlineData("grant-superfluous", "grant execute on function clusterevents.erase_personal_fields to public")]
    [InlineData("grant-superfluous", "alter default privileges in schema clusterevents grant all on tables to public")]
    [InlineData("grant-missing", $"revoke insert on {Events} from {StoreProtection.ServiceRole}")]
    [InlineData("role-elevated", $"alter role {StoreProtection.ServiceRole} superuser")]
    [InlineData("role-elevated", $"grant {StoreProtection.ErasingRole} to {StoreProtection.ServiceRole}")]
    [InlineData("role-elevated", $"grant pg_write_all_data to {StoreProtection.ServiceRole}")]
    [InlineData("role-elevated", $"create role somebody; grant {StoreProtection.ErasingRole} to somebody")]
    // Beside the schemas.
    [InlineData("setting-overridden",
        "do 'begin execute format("
        + "''alter database %I set session_replication_role = replica'', current_database()); end'")]
    [InlineData("setting-overridden", $"alter role {StoreProtection.ServiceRole} set synchronous_commit = off")]
    [InlineData("setting-overridden",
        $"alter role {StoreProtection.ServiceRole} set search_path = clusterevents, pg_catalog")]
    [InlineData("setting-overridden", "set local session_replication_role = replica")]
    [InlineData("setting-overridden", $"alter role {StoreProtection.ServiceRole} set gin_fuzzy_search_limit = 1")]
    [InlineData("setting-overridden", $"alter role {StoreProtection.ServiceRole} set role = postgres")]
    [InlineData("grant-superfluous",
        $"grant set on parameter session_replication_role to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous", $"grant create on schema public to {StoreProtection.ServiceRole}")]
    [InlineData("grant-superfluous",
        "do 'begin execute format(''grant create on database %I to public'', current_database()); end'")]
    [InlineData("function-unknown",
        "create schema beside; create function beside.length(varchar) returns int language sql as 'select 1'; "
        + $"alter role {StoreProtection.ServiceRole} set search_path = beside, public")]
    [InlineData("function-unknown",
        $"create schema {StoreProtection.ServiceRole}; create function {StoreProtection.ServiceRole}.length(varchar) "
        + "returns int language sql as 'select 1'")]
    [InlineData("function-unknown",
        "create function public.length(varchar) returns int language sql as 'select 1'; "
        + "alter extension plpgsql add function public.length(varchar)")]
    [InlineData("function-unknown",
        "create function pg_catalog.length(varchar) returns int language sql as 'select 1'")]
    [InlineData("event-trigger-unknown",
        "create function public.watching() returns event_trigger language plpgsql as 'begin end'; "
        + "create event trigger watching on ddl_command_end execute function public.watching(); "
        + "alter extension plpgsql add event trigger watching")]
    [InlineData("event-trigger-unknown",
        "create function public.watching() returns event_trigger language plpgsql as 'begin end'; "
        + "create event trigger watching on ddl_command_end execute function public.watching()")]
    [InlineData("built-in-altered",
        "create or replace function pg_catalog.sha256(bytea) returns bytea language sql immutable as 'select $1'")]
    [InlineData("built-in-altered",
        "create or replace function pg_catalog.lpad(text, int) returns text language plpgsql "
        + "as 'begin return $1; end'")]
    [InlineData("built-in-altered",
        "create or replace view pg_catalog.pg_timezone_abbrevs as select * from pg_timezone_abbrevs() limit 0")]
    [InlineData("built-in-altered",
        "update pg_operator set oprcode = 'int8ne'::regproc where oid = '=(bigint, bigint)'::regoperator")]
    [InlineData("operator-unknown",
        "create function public.same(jsonb, text) returns text language sql as 'select null'; "
        + "create operator public.->> (leftarg = jsonb, rightarg = text, function = public.same)")]
    [InlineData("cast-unknown",
        "create function public.other(uuid) returns bigint language sql as 'select 1::bigint'; "
        + "create cast (uuid as bigint) with function public.other(uuid)")]
    public async Task Whatever_weakens_the_store_is_named(string code, string sql) =>
        Assert.Contains(await FindAsync(sql), breach => breach.Code == code);

    [Theory]
    [InlineData("create role reporting; grant usage on schema clusterevents to reporting; "
        + "grant select on all tables in schema clusterevents to reporting")]
    [InlineData("create table public.mine (id int); "
        + "create function public.mine() returns int language sql as 'select 1'")]
    [InlineData("alter role clusterevents_service set search_path = clusterevents, public")]
    [InlineData("alter role clusterevents_service set synchronous_commit = remote_apply")]
    [InlineData("create role other_login in role clusterevents_service")]
    [InlineData("create index slow on clusterevents.claim (stream)")]
    [InlineData("revoke execute on function pg_sleep(double precision) from public")]
    [InlineData("create publication everything for all tables")]
    public async Task Whatever_leaves_its_answers_and_its_protection_as_they_are_is_not(string sql) =>
        Assert.Empty(await FindAsync(sql));

    /// <summary>What is found after statements, which are then undone.</summary>
    private async Task<IReadOnlyList<Breach>> FindAsync(string sql)
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(TestApp.Cancel);
        return await app.Get<DefenceSweep>().FindAsync(connection, TestApp.Cancel);
    }
}
