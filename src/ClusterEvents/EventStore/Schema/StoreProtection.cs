using System.Security.Cryptography;
using System.Text;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Schema.Declarations;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Protects the record inside the database. Triggers reject changes and deletions even by the owner, except the
/// removal of personal fields by an erasure that is on record. A role for the service may only insert and read. See
/// the README of Auditing.
/// </summary>
internal sealed class StoreProtection : IPreparesStore
{
    /// <summary>The role for the login of the service.</summary>
    public const string ServiceRole = "clusterevents_service";

    /// <summary>The role that owns the erasing function and may do nothing else.</summary>
    public const string ErasingRole = "clusterevents_eraser";

    private const string Messages = MartenStore.MessageSchema;
    private const string Refuse = $"{MartenStore.Schema}.refuse_change";
    private const string Events = EventTables.Events;

    /// <summary>How often the defences are looked at again after something was mended.</summary>
    private const int Rounds = 3;

    private const string Lock = "hashtext('clusterevents protection')";

    private readonly NpgsqlDataSource _database;
    private readonly ILogger<StoreProtection> _log;
    private readonly DefenceSweep _sweep;
    private readonly string _grants;

    /// <summary>The whole definition, for computing its version.</summary>
    private readonly string _whole;

    /// <summary>
    /// The version in place. A command may run before the schema for messages exists; the grants are then applied
    /// again later.
    /// </summary>
    private readonly string _versionInStore;

    public StoreProtection(
        NpgsqlDataSource database, IEnumerable<IStoreTables> rooms, DefenceSweep sweep, ILogger<StoreProtection> log)
    {
        (_database, _sweep, _log) = (database, sweep, log);
        // The events last: another order would change the version, and each start of an older node would revert it.
        string[] appendOnly = [.. rooms.SelectMany(room => room.AppendOnly).OrderBy(table => table == Events)];
        _grants = GrantsBut(appendOnly);
        _whole = string.Join('\n',
            [
                Functions, ErasureFunctions.Definition,
                .. appendOnly.SelectMany(TriggersOn).Select(one => one.Statement),
                NothingForPublic, _grants,
            ]);
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
        if (!await IsInPlaceAsync(connection, makesRoles, cancel))
            await PutInPlaceAsync(connection, makesRoles, cancel);
        await MendAsync(connection, cancel);
    }

    /// <summary>
    /// Mends what differs from the declarations although it was in place, and logs each. What this login may not mend,
    /// or what somebody must look at first, such as a function that somebody has added, <see cref="DefenceWatch"/>
    /// names.
    /// </summary>
    private async Task MendAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (!(await _sweep.FindAsync(connection, cancel)).Any(breach => breach.Mend is not null)) return;
        // Several nodes that start together mend once.
        await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", cancel);
        // An object that gets its owner back has lost its grants: they are missing only then.
        for (var round = 0; round < Rounds; round++)
        {
            Breach[] mendable =
                [.. (await _sweep.FindAsync(connection, cancel)).Where(breach => breach.Mend is not null)];
            var mended = 0;
            foreach (var breach in mendable)
                if (await TryMendAsync(connection, breach, cancel)) mended++;
            if (mended == 0) break;
        }

        await ExecuteAsync(connection, $"select pg_advisory_unlock({Lock})", cancel);
    }

    private async Task<bool> TryMendAsync(NpgsqlConnection connection, Breach breach, CancellationToken cancel)
    {
        try
        {
            await ExecuteAsync(connection, breach.Mend!, cancel);
            _log.LogWarning("{Code}: {Where} is mended: {Detail}", breach.Code, breach.Where, breach.Detail);
            return true;
        }
        catch (PostgresException exception)
        {
            _log.LogWarning("{Code}: {Where} cannot be mended by this login: {Reason}",
                breach.Code, breach.Where, exception.MessageText);
            return false;
        }
    }

    private async Task PutInPlaceAsync(NpgsqlConnection connection, bool makesRoles, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Serialise: two nodes that start at once would conflict in the system catalogue.
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancel);
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

    internal const string Functions =
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
        grant execute on function {string.Join(", ", ErasureFunctions.Used)} to {ErasingRole};
        alter function {ErasureFunctions.Erase} owner to {ErasingRole};
        revoke create on schema {MartenStore.Schema} from {ErasingRole};
        {GrantsIn(MartenStore.Schema)}
        revoke update, delete, truncate on {string.Join(", ", appendOnly)} from {ServiceRole};
        do $do$ begin
          if to_regnamespace('{Messages}') is not null then {GrantsIn(Messages)} end if;
        end $do$;
        """;

    /// <summary>The triggers of an append-only table; of events an erasure may remove personal fields.</summary>
    internal static IEnumerable<DeclaredTrigger> TriggersOn(string table) => DeclaredTrigger.KeepingAppendOnly(
        table, table == Events ? $"{MartenStore.Schema}.refuse_change_but_erasure" : Refuse, Refuse);

    /// <summary>
    /// PostgreSQL lets everybody execute new functions. Nobody may use the schemas without a grant, so that this is a
    /// second lock.
    /// </summary>
    private const string NothingForPublic =
        $"""
        do $$ declare one regprocedure; begin
          for one in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('{MartenStore.Schema}', '{Messages}') and pg_has_role(p.proowner, 'usage')
          loop execute format('revoke execute on function %s from public', one); end loop;
        end $$;
        """;

    private static string RoleCalled(string name) =>
        $"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{name}') then create role {name} nologin; end if;
        exception when duplicate_object or unique_violation then null;
        end $$;
        """;

    private static string GrantsIn(string schema) =>
        $"""
        grant {DeclaredGrants.List("schema")} on schema {schema} to {ServiceRole};
        grant {DeclaredGrants.List("table")} on all tables in schema {schema} to {ServiceRole};
        grant {DeclaredGrants.List("sequence")} on all sequences in schema {schema} to {ServiceRole};
        grant {DeclaredGrants.List("function")} on all functions in schema {schema} to {ServiceRole};
        alter default privileges in schema {schema} grant {DeclaredGrants.List("table")} on tables to {ServiceRole};
        alter default privileges in schema {schema} grant {DeclaredGrants.List("sequence")} on sequences
            to {ServiceRole};
        alter default privileges in schema {schema} grant {DeclaredGrants.List("function")} on functions
            to {ServiceRole};
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
