using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>A table, view or sequence in a schema of the store.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its qualified name.</param>
/// <param name="Kind">Its kind, as in <c>pg_class.relkind</c>.</param>
/// <param name="Persistence">As in <c>pg_class.relpersistence</c>.</param>
/// <param name="Owner">The owner.</param>
/// <param name="SchemaOwner">The owner of its schema.</param>
/// <param name="HasRowSecurity">Whether policies decide which rows a role sees.</param>
/// <param name="BelongsToColumn">Whether it is the sequence of a column.</param>
/// <param name="Rules">The names of its rewrite rules.</param>
/// <param name="Parents">The tables that it inherits from, or is a partition of.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record Relation(
    string Schema, string Name, char Kind, char Persistence, string Owner, string SchemaOwner, bool HasRowSecurity,
    bool BelongsToColumn, string[] Rules, string[] Parents, IReadOnlyList<Relation.Column> Columns)
{
    public const char OrdinaryTable = 'r', Sequence = 'S';

    public string KindName => Kind switch
    {
        OrdinaryTable => "table",
        Sequence => "sequence",
        'v' => "view",
        'm' => "materialized view",
        'f' => "foreign table",
        _ => "partitioned table",
    };

    /// <summary>The relations in the schemas of the store, and those elsewhere that inherit from them.</summary>
    public static Task<List<Relation>> ReadAsync(
        PostgresCatalogue catalogue, CancellationToken cancel) => catalogue.ReadAsync(
        $"""
        select n.nspname, {PostgresCatalogue.RelationName}, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner),
          pg_get_userbyid(n.nspowner), c.relrowsecurity or c.relforcerowsecurity
            or exists (select from pg_policy where polrelid = c.oid),
          exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
            and d.refobjsubid > 0 and d.deptype in ('a', 'i')),
          array(select r.rulename::text from pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN'),
          array(select format('%I.%I', pn.nspname, p.relname) from pg_inherits i
            join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
            where i.inhrelid = c.oid),
          array(select a.attname::text from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum),
          array(select a.attnotnull from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum),
          array(select a.attgenerated <> '' or exists (select from pg_attrdef f join pg_depend d
              on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refclassid = 'pg_proc'::regclass
              where f.adrelid = a.attrelid and f.adnum = a.attnum)
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum),
          array(select coalesce((select pg_get_expr(f.adbin, f.adrelid) from pg_attrdef f
              where f.adrelid = a.attrelid and f.adnum = a.attnum), '')
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and (n.nspname = any($1)
          or exists (select from pg_inherits i join pg_class p on p.oid = i.inhparent
            join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid and pn.nspname = any($1)))
        order by 2
        """,
        row => new Relation(
            row.GetString(0), row.GetString(1), row.GetChar(2), row.GetChar(3), row.GetString(4), row.GetString(5),
            row.GetBoolean(6), row.GetBoolean(7), row.GetFieldValue<string[]>(8), row.GetFieldValue<string[]>(9),
            [.. row.GetFieldValue<string[]>(10).Zip(row.GetFieldValue<bool[]>(11), row.GetFieldValue<bool[]>(12))
                .Zip(row.GetFieldValue<string[]>(13), (one, filledWith) => new Column(
                    one.First, one.Second, one.Third, filledWith))]),
        cancel, [DeclaredStore.Schemas]);

    /// <summary>A column of a table.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="RefusesNull">Whether it refuses nulls.</param>
    /// <param name="IsFilledByFunction">Whether a function of a user fills it.</param>
    /// <param name="Default">The expression that fills it where a row says nothing; empty for none.</param>
    internal sealed record Column(string Name, bool RefusesNull, bool IsFilledByFunction, string Default);
}
