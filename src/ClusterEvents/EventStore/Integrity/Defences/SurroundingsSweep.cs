using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Finds what lies outside of the schemas and still changes what happens in them: settings of logins, event triggers,
/// subscriptions, and functions, operators or casts that PostgreSQL could take for its own.
/// </summary>
internal static class SurroundingsSweep
{
    /// <summary>
    /// Patterns of settings that switch triggers off, lose commits, or put other functions before PostgreSQL's.
    /// </summary>
    private static readonly string[] Settings =
        ["session_replication_role=(replica|local)", "synchronous_commit=off", "search_path=.*pg_catalog.*"];

    public static async Task<IEnumerable<Breach>> FindAsync(Catalogue catalogue, CancellationToken cancel)
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
        ($"""
         select e.evtname, e.evtevent from pg_event_trigger e
         where e.evtenabled <> 'D' and cardinality($1) + cardinality($2) > 0
           and {NotOfExtension("e", "pg_event_trigger")}
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
        ($"""
         select p.oid::regprocedure::text, n.nspname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and cardinality($1) + cardinality($2) > 0 and {NotOfExtension("p", "pg_proc")}
           and p.proname in (select proname from pg_proc where pronamespace = 'pg_catalog'::regnamespace) order by 1
         """,
            (name, schema) => new("function-unknown", $"function {name} in {schema}",
                "It has the name of a function of PostgreSQL, and may be called in its place. "
                + "Find out who made it, and drop it.")),
        ($"""
         select o.oid::regoperator::text, n.nspname from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
         where o.oid >= 16384 and cardinality($1) + cardinality($2) > 0 and {NotOfExtension("o", "pg_operator")}
         order by 1
         """,
            (name, schema) => new("operator-unknown", $"operator {name} in {schema}",
                "It may be used in the place of one of PostgreSQL's. Find out who made it, and drop it.")),
        ($"""
         select format_type(c.castsource, null), format_type(c.casttarget, null) from pg_cast c
         where c.oid >= 16384 and cardinality($1) + cardinality($2) > 0 and {NotOfExtension("c", "pg_cast")}
         order by 1, 2
         """,
            (from, to) => new("cast-unknown", $"cast from {from} to {to}",
                "It may change values on their way. Find out who made it, and drop it.")),
    ];

    private static string NotOfExtension(string alias, string @class) =>
        $"not exists (select from pg_depend d where d.classid = '{@class}'::regclass and d.objid = {alias}.oid "
        + "and d.deptype = 'e')";
}
