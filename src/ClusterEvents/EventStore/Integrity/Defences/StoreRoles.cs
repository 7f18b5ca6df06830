using ClusterEvents.EventStore.Schema;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>The roles of the store. They belong to the server: one database may use them and another not.</summary>
internal static class StoreRoles
{
    /// <summary>Whether this database has granted them anything: a login without CREATEROLE leaves that out.</summary>
    public static async Task<bool> AreInUseAsync(PostgresCatalogue catalogue, CancellationToken cancel) =>
        (await catalogue.ReadAsync(
            """
            select r.rolname from pg_namespace n, aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
            where n.nspname = $1 and r.rolname = $2
            """, row => row.GetString(0), cancel, MartenStore.Schema, StoreProtection.ServiceRole)).Count > 0;
}
