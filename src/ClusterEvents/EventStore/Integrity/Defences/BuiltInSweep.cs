namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Finds functions, operators, views and the like of PostgreSQL itself that were replaced in this database. What it
/// comes with was written by the same transactions as its language PL/pgSQL, or earlier ones, and is never changed
/// otherwise.
/// </summary>
/// <remarks>
/// A right that somebody gives or takes changes the row of a function too. PostgreSQL calls its compiled functions by
/// their number, whatever the catalogue says of them, unless that names a language from which they can be copied into
/// a statement: so compiled ones are left alone.
/// </remarks>
internal static class BuiltInSweep
{
    /// <summary>Asked before a row is named, because there are ten thousand.</summary>
    private const string Later = "xmin::text::bigint > (select last from came)";

    private const string Replaced =
        $"""
        with came as materialized (select min(xmin::text::bigint) as last from (
            select xmin from pg_language where lanname = 'plpgsql'
            union all select xmin from pg_extension where extname = 'plpgsql'
            union all select xmin from pg_proc where oid < 16384 and proname like 'plpgsql\_%') known)
        select 'function ' || oid::regprocedure from pg_proc
          where oid < 16384 and {Later} and pronamespace = 'pg_catalog'::regnamespace
            and prolang <> (select oid from pg_language where lanname = 'internal')
        union all select 'aggregate ' || aggfnoid::oid::regprocedure from pg_aggregate
          where aggfnoid::oid < 16384 and {Later}
        union all select 'operator ' || oid::regoperator from pg_operator where oid < 16384 and {Later}
        union all select 'operator of a class ' || amopopr::regoperator from pg_amop where oid < 16384 and {Later}
        union all select 'function of a class ' || amproc::regprocedure from pg_amproc where oid < 16384 and {Later}
        union all select 'operator class ' || opcname from pg_opclass where oid < 16384 and {Later}
        union all select format('cast from %s to %s', castsource::regtype, casttarget::regtype) from pg_cast
          where oid < 16384 and {Later}
        union all select 'view ' || ev_class::regclass from pg_rewrite where oid < 16384 and {Later}
        order by 1
        """;

    public static async Task<IEnumerable<Breach>> FindAsync(PostgresCatalogue catalogue, CancellationToken cancel) =>
        await catalogue.ReadAsync(Replaced, row => new Breach("built-in-altered", row.GetString(0),
            "PostgreSQL came with another one. It may change what statements read and write, those of an audit too. "
            + "Find out who replaced it, and restore the record into a new database."), cancel);
}
