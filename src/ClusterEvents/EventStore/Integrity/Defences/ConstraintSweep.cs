using System.Text.RegularExpressions;
using ClusterEvents.EventStore.Schema.Declarations;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Compares primary keys, unique indexes and foreign keys with their declarations. The unique index on event ids is
/// what recognises a repeated recording; a further constraint could refuse what the program records.
/// </summary>
internal sealed partial class ConstraintSweep(DeclaredStore declared)
{
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="there">The tables that exist: others are reported as missing.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<IEnumerable<Breach>> FindAsync(
        PostgresCatalogue catalogue, IReadOnlySet<string> there, CancellationToken cancel)
    {
        var indexes = (await catalogue.ReadAsync(
            $"""
            select {PostgresCatalogue.RelationName}, ic.relname, i.indisunique, i.indisprimary,
              i.indisvalid and i.indisready and i.indislive and i.indimmediate,
              coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
              array(select coalesce(a.attname::text, '(expression)')
                from unnest(i.indkey::int2[]) with ordinality k (number, place)
                left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0
                where k.place <= i.indnkeyatts order by k.place)
            from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_class ic on ic.oid = i.indexrelid where n.nspname = any($1) order by 1, 2
            """,
            row => new Index(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3),
                row.GetBoolean(4), row.GetString(5), row.GetFieldValue<string[]>(6)),
            cancel, [DeclaredStore.Schemas])).ToLookup(one => one.Table, StringComparer.Ordinal);
        var constraints = (await catalogue.ReadAsync(
            $"""
            select {PostgresCatalogue.RelationName}, o.conname, o.contype, o.convalidated and not o.condeferrable,
              array(select a.attname::text from unnest(o.conkey) with ordinality k (number, place)
                join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.number order by k.place)
            from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and o.contype in ('c', 'x', 'u', 'f', 't') order by 1, 2
            """,
            row => new Constraint(row.GetString(0), row.GetString(1), row.GetChar(2), row.GetBoolean(3),
                row.GetFieldValue<string[]>(4)),
            cancel, [DeclaredStore.Schemas])).ToLookup(one => one.Table, StringComparer.Ordinal);
        return declared.Tables.Where(table => there.Contains(table.Identifier.QualifiedName))
            .SelectMany(table => Compare(table, [.. indexes[table.Identifier.QualifiedName]],
                [.. constraints[table.Identifier.QualifiedName]]));
    }

    private static IEnumerable<Breach> Compare(Table table, IReadOnlyList<Index> indexes, Constraint[] constraints)
    {
        var name = table.Identifier.QualifiedName;
        var primary = indexes.FirstOrDefault(index => index.IsPrimary);
        if (table.PrimaryKeyColumns.Count > 0 && primary?.Columns.SequenceEqual(table.PrimaryKeyColumns) is not true)
            yield return new("index-missing", $"primary key of {name}",
                $"It must be on {string.Join(", ", table.PrimaryKeyColumns)}: without it a row can be there twice.",
                $"alter table {name} add primary key ({string.Join(", ", table.PrimaryKeyColumns)})");
        var left = indexes.Where(index => !index.IsPrimary).ToDictionary(index => index.Name, StringComparer.Ordinal);
        foreach (var own in table.Indexes.OfType<IndexDefinition>())
        {
            if (!left.Remove(own.Name, out var found))
            {
                if (own.IsUnique)
                    yield return new("index-missing", $"index {own.Name} on {name}",
                        "Without it a value that must be unique can be there twice.", own.ToDDL(table));
            }
            else if (!Same(own, found, table))
                yield return new("index-altered", $"index {own.Name} on {name}",
                    "It is invalid, or has other columns or another condition than the program declares.",
                    $"drop index {table.Identifier.Schema}.{own.Name}; {own.ToDDL(table)}");
        }

        foreach (var unknown in left.Values.Where(index => index.IsUnique))
            yield return new("index-unknown", $"index {unknown.Name} on {name}",
                "It refuses rows that the program writes, which knows no such index. Find out who made it, and drop "
                + "it.");
        foreach (var breach in Compare(table, constraints)) yield return breach;
    }

    private static IEnumerable<Breach> Compare(Table table, Constraint[] constraints)
    {
        var name = table.Identifier.QualifiedName;
        var left = constraints.ToList();
        foreach (var own in table.ForeignKeys)
        {
            var found = left.Find(one => one.Kind == 'f' && one.Columns.SequenceEqual(own.ColumnNames));
            if (found is not null) left.Remove(found);
            if (found is not { IsImmediate: true })
                yield return new("constraint-missing", $"foreign key {own.Name} of {name}",
                    "Rows without what they refer to would be taken. Add it, or validate it.");
        }

        foreach (var unknown in left.Where(one => one.Kind != 'u'))
            yield return new("constraint-unknown", $"constraint {unknown.Name} on {name}",
                "It can refuse what the program writes, which knows no such constraint. Find out who made it, and "
                + "drop it.");
    }

    private static bool Same(IndexDefinition own, Index found, Table table)
    {
        if (!found.IsValid || found.IsUnique != own.IsUnique || Plain(own.Predicate ?? "") != Plain(found.Predicate))
            return false;
        // Columns of expressions are compared by the libraries at each start.
        var columns = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return own.Columns is not { } declared || !declared.All(columns.Contains)
            || found.Columns.SequenceEqual(declared);
    }

    /// <summary>A condition without what PostgreSQL adds when it prints it.</summary>
    private static string Plain(string predicate) => Added().Replace(predicate, "").ToLowerInvariant();

    [GeneratedRegex(@"::character varying|::\w+|[()\s]")]
    private static partial Regex Added();

    private sealed record Index(
        string Table, string Name, bool IsUnique, bool IsPrimary, bool IsValid, string Predicate, string[] Columns);

    private sealed record Constraint(string Table, string Name, char Kind, bool IsImmediate, string[] Columns);
}
