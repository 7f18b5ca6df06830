using ClusterEvents.EventStore.Schema;
using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>Compares functions with their declarations: the hash of the body, owner, and how they run.</summary>
internal sealed class FunctionSweep(DeclaredStore declared)
{
    public async Task<IEnumerable<Breach>> FindAsync(
        PostgresCatalogue catalogue, bool rolesInUse, CancellationToken cancel)
    {
        var found = await catalogue.ReadAsync(
            """
            select format('%I.%I', n.nspname, p.proname), pg_get_function_identity_arguments(p.oid), p.prosrc,
              p.prosecdef, coalesce(array_to_string(p.proconfig, ', '), ''), pg_get_userbyid(p.proowner),
              pg_get_userbyid(n.nspowner)
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1) order by 1, 2
            """,
            row => new Found(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetString(4),
                row.GetString(5), row.GetString(6)),
            cancel, [DeclaredStore.Schemas]);
        return Compare(found, hasEraser: rolesInUse);
    }

    private IEnumerable<Breach> Compare(List<Found> found, bool hasEraser)
    {
        var left = declared.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
        foreach (var one in found)
        {
            var where = $"function {one.Name}({one.Arguments})";
            if (!left.Remove(one.Name, out var own))
            {
                yield return new("function-unknown", where,
                    "The program knows no such function. Find out who made it and what calls it, and drop it.");
                continue;
            }

            if (DeclaredFunction.HashOf(one.Body) != own.Hash || one.IsDefiner != own.IsDefiner
                || one.Settings != own.Settings)
                yield return new("function-altered", where,
                    "Its body, or how it runs, is not what this version of the program declares.", own.Statement);
            // Where no login may make roles, the owner of the schema erases.
            var owner = one.Name == ErasureFunctions.Erase && hasEraser ? StoreProtection.ErasingRole : one.SchemaOwner;
            if (one.Owner != owner)
                yield return new("owner-altered", where, $"It belongs to {one.Owner}, and should belong to {owner}.",
                    $"alter function {one.Name} owner to \"{owner}\"");
        }

        foreach (var missing in left.Values)
            yield return new("function-missing", $"function {missing.Name}", "The program declares it.",
                missing.Statement);
    }

    private sealed record Found(
        string Name, string Arguments, string Body, bool IsDefiner, string Settings, string Owner, string SchemaOwner);
}
