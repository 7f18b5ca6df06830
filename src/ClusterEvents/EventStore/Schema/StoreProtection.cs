using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Protects the record inside the database. Triggers reject changes and deletions even by the owner, except the
/// removal of personal fields by an erasure that is on record. A role for the service may only insert and read. See
/// the README of Auditing.
/// </summary>
public sealed class StoreProtection : IPreparesStore
{
    /// <summary>The role for the login of the service.</summary>
    public const string ServiceRole = "clusterevents_service";

    /// <summary>The role that owns the erasing function and may do nothing else.</summary>
    public const string ErasingRole = "clusterevents_eraser";

    private const string Messages = MartenStore.MessageSchema;
    private const string Refuse = $"{MartenStore.Schema}.refuse_change";
    private const string Events = EventTables.Events;

    private readonly NpgsqlDataSource _database;
    private readonly ILogger<StoreProtection> _log;
    private readonly string _grants;

    /// <summary>The whole definition, for computing its version.</summary>
    private readonly string _whole;

    /// <summary>
    /// The version in place. A command may run before the schema for messages exists; the grants are then applied
    /// again later.
    /// </summary>
    private readonly string _versionInStore;

    public StoreProtection(NpgsqlDataSource database, IEnumerable<IStoreTables> rooms, ILogger<StoreProtection> log)
    {
        (_database, _log) = (database, log);
        // The events last: another order would change the version, and each start of an older node would revert it.
        string[] appendOnly = [.. rooms.SelectMany(room => room.AppendOnly).OrderBy(table => table == Events)];
        _grants = GrantsBut(appendOnly);
        _whole = string.Join('\n', [Functions, ErasureFunctions.Definition, .. appendOnly.Select(TriggersOn), _grants]);
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_whole)))[..16];
        _versionInStore = $"'{version} ' || (to_regnamespace('{Messages}') is not null)";
    }

    /// <summary>
    /// The suffix of the version if the roles have been granted: a login without CREATEROLE leaves that to one that
    /// has it.
    /// </summary>
    private const string WithRoles = " with roles";

    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var connection = await _database.OpenConnectionAsync(cancel);
        var makesRoles = await MayMakeRolesAsync(connection, cancel);
        if (await IsInPlaceAsync(connection, makesRoles, cancel)) return;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Serialise: two nodes that start at once would conflict in the system catalogue.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtext('clusterevents protection'))", cancel);
        if (!makesRoles)
            _log.LogWarning(
                "The roles {Role} and {Eraser} are not looked after: this login may not make roles. Where the service "
                + "is to have a login that cannot turn the triggers off, start once with one that has CREATEROLE.",
                ServiceRole, ErasingRole);
        await ExecuteAsync(
            connection, makesRoles ? _whole : _whole.Replace(_grants, "", StringComparison.Ordinal), cancel);
        await ExecuteAsync(
            connection,
            $"do $$ begin execute format('comment on function {Refuse}() is %L', {_versionInStore} || "
            + $"'{(makesRoles ? WithRoles : "")}'); end $$", cancel);
        await transaction.CommitAsync(cancel);
    }

    private const string Functions =
        $"""
        create or replace function {Refuse}() returns trigger language plpgsql as $$
        begin
          raise exception '% of % is refused: what is on record stays on record', tg_op, tg_table_name
            using errcode = 'insufficient_privilege';
        end $$;
        """;

    /// <summary>The role may use all present and future tables, but only insert into append-only ones.</summary>
    private static string GrantsBut(IEnumerable<string> appendOnly) =>
        $"""
        {RoleCalled(ServiceRole)}
        {RoleCalled(ErasingRole)}
        grant {ErasingRole} to current_user;
        grant usage, create on schema {MartenStore.Schema} to {ErasingRole};
        grant select, update (data, headers, user_name) on {Events} to {ErasingRole};
        alter function {ErasureFunctions.Erase} owner to {ErasingRole};
        revoke create on schema {MartenStore.Schema} from {ErasingRole};
        {GrantsIn(MartenStore.Schema)}
        revoke update, delete, truncate on {string.Join(", ", appendOnly)} from {ServiceRole};
        do $do$ begin
          if to_regnamespace('{Messages}') is not null then {GrantsIn(Messages)} end if;
        end $do$;
        """;

    private static string TriggersOn(string table)
    {
        var refuse = table == Events ? "refuse_change_but_erasure" : "refuse_change";
        return $"""
            create or replace trigger append_only before update or delete on {table}
              for each row execute function {MartenStore.Schema}.{refuse}();
            create or replace trigger append_only_whole before truncate on {table}
              for each statement execute function {Refuse}();
            """;
    }

    private static string RoleCalled(string name) =>
        $"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{name}') then create role {name} nologin; end if;
        exception when duplicate_object or unique_violation then null;
        end $$;
        """;

    private static string GrantsIn(string schema) =>
        $"""
        grant usage on schema {schema} to {ServiceRole};
        grant select, insert, update, delete on all tables in schema {schema} to {ServiceRole};
        grant usage, select on all sequences in schema {schema} to {ServiceRole};
        grant execute on all functions in schema {schema} to {ServiceRole};
        alter default privileges in schema {schema} grant select, insert, update, delete on tables to {ServiceRole};
        alter default privileges in schema {schema} grant usage, select on sequences to {ServiceRole};
        alter default privileges in schema {schema} grant execute on functions to {ServiceRole};
        """;

    /// <summary>Roles belong to the server, so a database restored on another server lacks them.</summary>
    private async Task<bool> IsInPlaceAsync(
        NpgsqlConnection connection, bool makesRoles, CancellationToken cancel)
    {
        var inPlace = makesRoles
            ? $"= {_versionInStore} || '{WithRoles}' and to_regrole('{ServiceRole}') is not null "
                + $"and to_regrole('{ErasingRole}') is not null"
            : $"in ({_versionInStore}, {_versionInStore} || '{WithRoles}')";
        await using var query = new NpgsqlCommand(
            $"select obj_description(to_regprocedure('{Refuse}()'), 'pg_proc') {inPlace}", connection);
        return await query.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task<bool> MayMakeRolesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            "select rolsuper or rolcreaterole from pg_roles where rolname = current_user", connection);
        return await query.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
