using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>Compares triggers with their declarations, those of foreign keys included.</summary>
internal sealed class TriggerSweep(DeclaredStore declared)
{
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="tables">The tables that exist: others are reported as missing.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<IEnumerable<Breach>> FindAsync(
        PostgresCatalogue catalogue, IReadOnlySet<string> tables, CancellationToken cancel)
    {
        var found = await catalogue.ReadAsync(
            $"""
            select {PostgresCatalogue.RelationName}, t.tgname, t.tgtype::int, t.tgenabled, t.tgisinternal,
              format('%I.%I', pn.nspname, p.proname),
              t.tgnargs = 0 and t.tgqual is null and cardinality(t.tgattr::int2[]) = 0 and t.tgconstraint = 0
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_proc p on p.oid = t.tgfoid join pg_namespace pn on pn.oid = p.pronamespace
            where n.nspname = any($1) order by 1, 2
            """,
            row => new Found(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetChar(3), row.GetBoolean(4),
                row.GetString(5), row.GetBoolean(6)),
            cancel, [DeclaredStore.Schemas]);
        return Compare(found, tables);
    }

    private IEnumerable<Breach> Compare(List<Found> found, IReadOnlySet<string> tables)
    {
        var left = declared.Triggers.Where(trigger => tables.Contains(trigger.Table))
            .ToDictionary(trigger => (trigger.Table, trigger.Name));
        foreach (var one in found)
        {
            var where = $"trigger {one.Name} on {one.Table}";
            if (one.Enabled != 'O')
                yield return new("trigger-disabled", where, "It does not run as it should: it must be enabled.",
                    $"alter table {one.Table} enable trigger \"{one.Name}\"");
            if (one.IsInternal) continue;
            if (!left.Remove((one.Table, one.Name), out var own))
                yield return new("trigger-unknown", where,
                    $"It runs {one.Function} with statements of the program, which knows no such trigger. Find out who "
                    + "made it and what it has changed, and drop it.");
            else if (one.Type != own.Type || one.Function != own.Function || !one.IsPlain)
                yield return new("trigger-altered", where,
                    "It runs on other statements, under a condition, or another function than the program declares.",
                    own.Statement);
        }

        foreach (var missing in left.Values)
            yield return new("trigger-missing", $"trigger {missing.Name} on {missing.Table}",
                "Without it, what is on record can be changed and deleted.", missing.Statement);
    }

    private sealed record Found(
        string Table, string Name, int Type, char Enabled, bool IsInternal, string Function, bool IsPlain);
}
