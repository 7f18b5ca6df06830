using ClusterEvents.EventStore.Schema.Declarations;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Compares the defences of the store – triggers, functions, owners, grants, constraints – with their declarations.
/// Whoever owns the database can weaken them without touching a row, and everything that is checked row by row relies
/// on them.
/// </summary>
internal sealed class DefenceSweep(DeclaredStore declared) : IIntegrityCheck
{
    public string Name => "defences";

    public Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel) =>
        FindAsync(snapshot.Connection, cancel);

    /// <summary>All differences, read on a connection, and so in its snapshot if it has one.</summary>
    public async Task<IReadOnlyList<Breach>> FindAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var catalogue = new PostgresCatalogue(connection);
        var relations = await Relation.ReadAsync(catalogue, cancel);
        var tables = relations.Where(one => one.Kind == Relation.OrdinaryTable).Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        var rolesInUse = await StoreRoles.AreInUseAsync(catalogue, cancel);
        return
        [
            .. new TableSweep(declared).Find(relations),
            .. await new ConstraintSweep(declared).FindAsync(catalogue, tables, cancel),
            .. await new TriggerSweep(declared).FindAsync(catalogue, tables, cancel),
            .. await new FunctionSweep(declared).FindAsync(catalogue, rolesInUse, cancel),
            .. rolesInUse ? await RoleSweep.FindAsync(catalogue, cancel) : [],
            .. await new GrantSweep(declared).FindAsync(catalogue, rolesInUse, cancel),
            .. await CatalogueSweep.FindAsync(catalogue, cancel),
            .. await SurroundingsSweep.FindAsync(catalogue, cancel),
            .. await BuiltInSweep.FindAsync(catalogue, cancel),
        ];
    }
}
