using ClusterEvents.EventStore.Schema.Declarations;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Compares tables and sequences with their declarations. A view in the place of a table, a table that inherits from
/// one, a rewrite rule or row security would answer readers with other rows than those that are audited.
/// </summary>
internal sealed class TableSweep(DeclaredStore declared)
{
    public IEnumerable<Breach> Find(IReadOnlyList<Relation> relations)
    {
        var tables = declared.Tables.ToDictionary(table => table.Identifier.QualifiedName, StringComparer.Ordinal);
        var sequences = declared.Sequences.ToHashSet(StringComparer.Ordinal);
        var there = relations.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        // Commands work without the schema of messages, which the first service makes.
        var schemas = relations.Select(one => one.Schema).ToHashSet(StringComparer.Ordinal);
        foreach (var name in tables.Keys.Concat(sequences).Where(name => !there.Contains(name)))
            if (schemas.Contains(name.Split('.')[0]))
                yield return new("table-missing", name,
                    "The program has such a table and the store has none. Restore it from a backup; an empty one is "
                    + "made by a start with a login that owns the schema.");
        foreach (var relation in relations)
        {
            var table = tables.GetValueOrDefault(relation.Name);
            foreach (var breach in OfAny(relation)) yield return breach;
            if (relation.Kind == Relation.Sequence
                ? relation.BelongsToColumn || sequences.Contains(relation.Name)
                : table is not null || declared.IsLeftover(relation.Name))
                foreach (var breach in OfDeclared(relation, table)) yield return breach;
            else
                yield return new("table-unknown", $"{relation.KindName} {relation.Name}",
                    "The program knows no such thing. Find out who made it, and drop it.");
        }
    }

    /// <summary>What no relation of the store may be or have.</summary>
    private static IEnumerable<Breach> OfAny(Relation relation)
    {
        if (relation.HasRowSecurity)
            yield return new("row-security", relation.Name,
                "Row security decides who sees which of its rows. The store uses none: disable it, drop its policies.",
                $"alter table {relation.Name} disable row level security, no force row level security");
        foreach (var rule in relation.Rules)
            yield return new("rule-unknown", $"rule {rule} on {relation.Name}",
                "It rewrites statements about this table. The store has no rules: find out who made it, and drop it.");
        foreach (var parent in relation.Parents)
            yield return new("table-inherits", relation.Name,
                $"Its rows are read as rows of {parent}. Find out who made it, and drop it.");
        if (relation.Owner != relation.SchemaOwner && DeclaredStore.Schemas.Contains(relation.Schema))
            yield return new("owner-altered", $"{relation.KindName} {relation.Name}",
                $"It belongs to {relation.Owner}, who can change everything about it, and should belong to "
                + $"{relation.SchemaOwner}, the owner of the schema.",
                $"alter {relation.KindName} {relation.Name} owner to \"{relation.SchemaOwner}\"");
    }

    private static IEnumerable<Breach> OfDeclared(Relation relation, Table? table)
    {
        if (relation.Kind is not (Relation.OrdinaryTable or Relation.Sequence))
            yield return new("table-altered", relation.Name,
                $"It is a {relation.KindName} in the place of a table. Find out who made it, and restore the table.");
        if (relation.Persistence != 'p')
            yield return new("table-altered", relation.Name,
                "It is unlogged: PostgreSQL empties it after a crash.", $"alter table {relation.Name} set logged");
        if (table is null) yield break;
        var columns = table.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var missing in columns.Keys.Except(relation.Columns.Select(column => column.Name)))
            yield return new("column-missing", $"column {relation.Name}.{missing}",
                "The program has it and the store has not. Restore the table from a backup.");
        foreach (var column in relation.Columns)
        {
            var where = $"column {relation.Name}.{column.Name}";
            if (!columns.TryGetValue(column.Name, out var own))
                yield return new("column-unknown", where,
                    "The program knows no such column. Find out who made it, and drop it.");
            else if (!column.RefusesNull && (own.IsPrimaryKey || !own.AllowNulls))
                yield return new("column-altered", where, "It takes nulls, and should refuse them.",
                    $"alter table {relation.Name} alter {column.Name} set not null");
            if (own is not null && !FillsAs(own.DefaultExpression, column.Default))
                yield return new("column-altered", where,
                    $"A row that does not say it has `{(column.Default.Length == 0 ? "null" : column.Default)}` there, "
                    + $"and should have {own.DefaultExpression ?? "nothing"}.",
                    $"alter table {relation.Name} alter {column.Name} "
                    + (own.DefaultExpression is { } filled ? $"set default {filled}" : "drop default"));
            if (column.IsFilledByFunction)
                yield return new("column-altered", where,
                    "A function that is not PostgreSQL's own fills it. Find out who made it, and drop the default.");
        }
    }

    /// <summary>
    /// Whether a column is filled with the declared constant. Events that are archived by default would be hidden from
    /// readers. Expressions, such as of the present time or the next number, are those of the libraries.
    /// </summary>
    private static bool FillsAs(string? declared, string found) =>
        declared?.Contains('(', StringComparison.Ordinal) == true
        || found.StartsWith("nextval(", StringComparison.Ordinal)
        || (IsTime(declared) && IsTime(found))
        || string.Equals(Constant(declared ?? ""), Constant(found), StringComparison.OrdinalIgnoreCase);

    private static bool IsTime(string? expression) =>
        expression?.Contains("timestamp", StringComparison.OrdinalIgnoreCase) == true
        || expression?.Contains("now", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A constant without its type, as in <c>'x'::text</c>, and without quotes.</summary>
    private static string Constant(string expression) => expression.Split("::")[0].Trim().Trim('\'') is var constant
        && !constant.Equals("null", StringComparison.OrdinalIgnoreCase) ? constant : "";
}
