using ClusterEvents.EventStore.Schema;
using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Finds what makes PostgreSQL read or write the tables of the store otherwise than they are declared, although every
/// object is there: marks in its catalogue, how indexes compare, and how positions are counted.
/// </summary>
internal static class CatalogueSweep
{
    public static async Task<IEnumerable<Breach>> FindAsync(PostgresCatalogue catalogue, CancellationToken cancel)
    {
        var found = new List<Breach>();
        foreach (var (sql, of) in Queries)
            found.AddRange(await catalogue.ReadAsync(
                sql, row => of(row.GetString(0), row.GetString(1)), cancel, [DeclaredStore.Schemas]));
        return found;
    }

    /// <summary>Each selects the name of an object, and something about it.</summary>
    private static readonly (string Sql, Func<string, string, Breach> Of)[] Queries =
    [
        ($"""
         select {PostgresCatalogue.RelationName}, '' from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = any($1) and not c.relhastriggers
           and exists (select from pg_trigger t where t.tgrelid = c.oid) order by 1
         """,
            (table, _) => new("trigger-disabled", $"all triggers on {table}",
                "The catalogue says that the table has none, so they do not run. Find out who changed it, and create "
                + "one of them anew.")),
        ($"""
         select {PostgresCatalogue.RelationName}, '' from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = any($1) and not c.relhasindex
           and exists (select from pg_index i where i.indrelid = c.oid) order by 1
         """,
            (table, _) => new("index-altered", $"all indexes on {table}",
                "The catalogue says that the table has none, so values that must be unique can be there twice. Find "
                + "out who changed it, and create an index.")),
        // One that is not valid yet is not used.
        ($"""
         select {PostgresCatalogue.RelationName}, ic.relname from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_namespace n on n.oid = c.relnamespace join pg_class ic on ic.oid = i.indexrelid
         where n.nspname = any($1) and (i.indisprimary and not i.indisvalid
           or i.indisvalid and not (i.indisready and i.indislive)) order by 1, 2
         """,
            (table, index) => new("index-altered", $"index {index} on {table}",
                "It is used and not kept up: rows are missing in it. Find out who changed it.",
                $"reindex table {table}")),
        ($"""
         select {PostgresCatalogue.RelationName}, ic.relname from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_namespace n on n.oid = c.relnamespace join pg_class ic on ic.oid = i.indexrelid
         where n.nspname = any($1) and (
           exists (select from unnest(i.indclass::oid[]) as one (class) join pg_opclass o on o.oid = one.class
             where o.oid >= 16384 and not exists (select from pg_depend d join pg_proc f on f.oid = any(
                 array(select amproc from pg_amproc where amprocfamily = o.opcfamily)) join pg_language l
               on l.oid = f.prolang and l.lanname in ('c', 'internal')
               where d.classid = 'pg_opclass'::regclass and d.objid = o.oid and d.deptype = 'e'))
           or exists (select from unnest(i.indkey::int2[], i.indcollation::oid[]) as one (number, used)
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = one.number
             where one.used <> a.attcollation and one.used <> 0)
           or exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = ic.oid
             and d.refclassid = 'pg_proc'::regclass)) order by 1, 2
         """,
            (table, index) => new("index-altered", $"index {index} on {table}",
                "It compares by something that is not PostgreSQL's own, and may find other rows than the table has. "
                + "Find out who made it, and drop it.")),
        ($"""
         select {PostgresCatalogue.RelationName}, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
         join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
         where n.nspname = any($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
           and (a.attcollation <> t.typcollation or t.oid >= 16384) order by 1, 2
         """,
            (table, column) => new("column-altered", $"column {table}.{column}",
                "It has another collation, or a type that is not PostgreSQL's own: texts that differ may be taken for "
                + "the same, or stand in another order. Find out who changed it.")),
        ("""
         select p.proname::text, '' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         join pg_language l on l.oid = p.prolang
         where n.nspname = any($1) and l.lanname not in ('sql', 'plpgsql') order by 1
         """,
            (function, _) => new("function-altered", $"function {function}",
                "It is in another language than the program declares. Find out who changed it.")),
        ($"""
         select {PostgresCatalogue.RelationName}, '' from pg_sequence s join pg_class c on c.oid = s.seqrelid
         join pg_namespace n on n.oid = c.relnamespace
         where format('%I.%I', n.nspname, c.relname) = '{EventTables.Events}_sequence' and cardinality($1) > 0
           and (s.seqincrement <> 1 or s.seqcycle or s.seqcache <> 1 or s.seqmax < 9223372036854775807)
         """,
            (sequence, _) => new("sequence-altered", $"sequence {sequence}",
                "It gives other positions than one after another. Find out who changed it.",
                $"alter sequence {sequence} increment by 1 no cycle cache 1 no maxvalue")),
    ];
}
