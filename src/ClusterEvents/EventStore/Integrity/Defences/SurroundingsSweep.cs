using ClusterEvents.EventStore.Schema;
using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Finds what lies outside of the schemas and still changes what happens in them: settings of logins, event triggers,
/// subscriptions, and functions, operators or casts that PostgreSQL could take for its own.
/// </summary>
internal static class SurroundingsSweep
{
    /// <summary>
    /// Patterns of settings that switch triggers off, lose commits, put other functions before PostgreSQL's, leave out
    /// what a search finds, give a login the rights of another role, or end texts elsewhere.
    /// </summary>
    private static readonly string[] Settings =
    [
        "session_replication_role=(replica|local)", "synchronous_commit=off", "search_path=.*pg_catalog.*",
        "gin_fuzzy_search_limit=0*[1-9].*", "role=.+", "standard_conforming_strings=off",
    ];

    /// <summary>An expression for who a right of an access list <c>a</c> is granted to.</summary>
    private const string Grantee = "case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee) end";

    public static async Task<IEnumerable<Breach>> FindAsync(PostgresCatalogue catalogue, CancellationToken cancel)
    {
        var found = new List<Breach>();
        foreach (var (sql, of) in Queries)
            found.AddRange(await catalogue.ReadAsync(
                sql, row => of(row.GetString(0), row.GetString(1)), cancel, DeclaredStore.Schemas, Settings));
        return found;
    }

    /// <summary>Each selects a name, and something about it.</summary>
    private static readonly (string Sql, Func<string, string, Breach> Of)[] Queries =
    [
        ("""
         select coalesce(r.rolname, 'all logins'), setting from pg_db_role_setting s
         left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) as setting
         where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
           and cardinality($1) > 0 and exists (select from unnest($2) as weak where setting ~ ('^' || weak || '$'))
         order by 1, 2
         """,
            (who, setting) => new("setting-overridden", $"{setting} for {who}",
                "It changes what statements of the program do. Reset it with alter role, or alter database.")),
        // Also where the file of the server, or an option of the connection, says it.
        ("""
         select 'this login', name || '=' || setting from pg_settings
         where (name, setting) in (('session_replication_role', 'replica'), ('session_replication_role', 'local'))
           and cardinality($1) + cardinality($2) > 0
         """,
            (who, setting) => new("setting-overridden", $"{setting} for {who}",
                "Triggers do not run. Take it out of the settings of the server, or of the connection.")),
        ($"""
         select parname, {Grantee}
         from pg_parameter_acl, aclexplode(paracl) a left join pg_roles r on r.oid = a.grantee
         where parname = 'session_replication_role' and r.rolsuper is not true
           and cardinality($1) + cardinality($2) > 0 order by 1, 2
         """,
            (parameter, who) => new("grant-superfluous", $"set on parameter {parameter} for {who}",
                "Whoever may set it switches triggers off. Revoke it.")),
        ($"""
         select 'schema public', {Grantee}
         from pg_namespace n, aclexplode(n.nspacl) a
         where n.nspname = 'public' and a.privilege_type = 'CREATE' and cardinality($1) + cardinality($2) > 0
           and (a.grantee = 0 or pg_get_userbyid(a.grantee) = '{StoreProtection.ServiceRole}')
         union all
         select format('database %I', d.datname),
           {Grantee}
         from pg_database d, aclexplode(d.datacl) a
         where d.datname = current_database() and a.privilege_type = 'CREATE'
           and (a.grantee = 0 or pg_get_userbyid(a.grantee) = '{StoreProtection.ServiceRole}')
         order by 1, 2
         """,
            (what, who) => new("grant-superfluous", $"create on {what} for {who}",
                "What is made there can take the place of PostgreSQL's own functions. Revoke it.")),
        ($"""
         select e.evtname, e.evtevent from pg_event_trigger e
         where e.evtenabled <> 'D' and cardinality($1) + cardinality($2) > 0
           and not ({OfExtension("e", "pg_event_trigger")} and {IsCompiled("e.evtfoid")})
         order by 1
         """,
            (name, @event) => new("event-trigger-unknown", $"event trigger {name} on {@event}",
                "It runs with each change of the schema, and the store has none. Find out who made it, and drop it.")),
        ("""
         select c.relname, n.nspname from pg_subscription_rel r join pg_class c on c.oid = r.srrelid
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and cardinality($2) > 0 order by 1
         """,
            (table, schema) => new("subscription-unknown", $"table {schema}.{table}",
                "A subscription writes rows of another server into it. Find out who made it, and drop it.")),
        // In the schemas where names are looked for: everybody's, that of a login, those of a search path, and in
        // PostgreSQL's own what it does not come with.
        ($"""
         select p.oid::regprocedure::text, n.nspname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where (p.oid >= 16384 or p.pronamespace <> 'pg_catalog'::regnamespace)
           and (n.nspname in ('public', 'pg_catalog')
             or (not n.nspname = any($1)
               and (exists (select from pg_roles r where r.rolname = n.nspname)
                 or exists (select from pg_db_role_setting s, unnest(s.setconfig) setting
                   where setting like 'search_path=%' and position(n.nspname in setting) > 0))))
           and cardinality($2) > 0
           and not ({OfExtension("p", "pg_proc")} and ({IsCompiled("p.oid")} or {HasTypeOfExtension("p.proargtypes")}))
           and p.proname in (select proname from pg_proc
             where pronamespace = 'pg_catalog'::regnamespace and oid < 16384)
         order by 1
         """,
            (name, schema) => new("function-unknown", $"function {name} in {schema}",
                "It has the name of a function of PostgreSQL, and may be called in its place. "
                + "Find out who made it, and drop it.")),
        ($"""
         select o.oid::regoperator::text, n.nspname from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
         where o.oid >= 16384 and cardinality($1) + cardinality($2) > 0
           and not ({OfExtension("o", "pg_operator")} and ({IsCompiled("o.oprcode")}
             or {HasTypeOfExtension("array[o.oprleft, o.oprright]")}))
         order by 1
         """,
            (name, schema) => new("operator-unknown", $"operator {name} in {schema}",
                "It may be used in the place of one of PostgreSQL's. Find out who made it, and drop it.")),
        ($"""
         select format_type(c.castsource, null), format_type(c.casttarget, null) from pg_cast c
         where c.oid >= 16384 and cardinality($1) + cardinality($2) > 0
           and not ({OfExtension("c", "pg_cast")} and {HasTypeOfExtension("array[c.castsource, c.casttarget]")})
         order by 1, 2
         """,
            (from, to) => new("cast-unknown", $"cast from {from} to {to}",
                "It may change values on their way. Find out who made it, and drop it.")),
    ];

    /// <summary>
    /// SQL for whether something belongs to an extension. Anybody who owns both can add to one, so that alone proves
    /// nothing.
    /// </summary>
    private static string OfExtension(string alias, string @class) =>
        $"exists (select from pg_depend d where d.classid = '{@class}'::regclass and d.objid = {alias}.oid "
        + "and d.deptype = 'e')";

    /// <summary>SQL for whether a function is in a library of the server.</summary>
    private static string IsCompiled(string function) =>
        "exists (select from pg_proc f join pg_language l on l.oid = f.prolang "
        + $"where f.oid = {function} and l.lanname in ('c', 'internal'))";

    /// <summary>SQL for whether one of some types is of an extension: others are never taken for it.</summary>
    private static string HasTypeOfExtension(string types) =>
        $"exists (select from unnest({types}::oid[]) as one (type) join pg_depend d on d.objid = one.type "
        + "and d.classid = 'pg_type'::regclass and d.deptype = 'e')";
}
