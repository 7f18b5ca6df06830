using ClusterEvents.EventStore.Schema;
using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Checks that the roles of the store can do no more than their grants: neither by an attribute nor by another role.
/// </summary>
internal static class RoleSweep
{
    private static readonly string[] Roles = [StoreProtection.ServiceRole, StoreProtection.ErasingRole];

    public static async Task<IEnumerable<Breach>> FindAsync(PostgresCatalogue catalogue, CancellationToken cancel)
    {
        var elevated = await catalogue.ReadAsync(
            """
            select r.rolname, array_to_string(array_remove(array[case when rolsuper then 'superuser' end,
              case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end,
              case when rolbypassrls then 'bypassrls' end, case when rolreplication then 'replication' end], null), ' ')
            from pg_roles r where rolname = any($1)
              and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)
            """,
            row => new Breach("role-elevated", $"role {row.GetString(0)}",
                $"It may do more than its grants: {row.GetString(1)}. Take that from it.",
                $"alter role {row.GetString(0)} nosuperuser nocreaterole nocreatedb nobypassrls noreplication"),
            cancel, [Roles]);
        var memberships = await catalogue.ReadAsync(
            """
            select m.rolname, r.rolname from pg_auth_members a join pg_roles m on m.oid = a.member
            join pg_roles r on r.oid = a.roleid where m.rolname = any($1) order by 1, 2
            """,
            row => new Breach("role-elevated", $"role {row.GetString(0)}",
                $"It may do whatever {row.GetString(1)} may. Revoke that.",
                $"revoke \"{row.GetString(1)}\" from {row.GetString(0)}"), cancel, [Roles]);
        // Whoever prepares a store is granted the role that erases, and owns a database of this server; PostgreSQL may
        // grant a role to the login that makes it, with the right to pass it on.
        var members = await catalogue.ReadAsync(
            """
            select distinct m.rolname, r.rolname from pg_auth_members a join pg_roles m on m.oid = a.member
            join pg_roles r on r.oid = a.roleid join pg_namespace n on n.nspname = any($1)
            where m.oid <> n.nspowner and not m.rolsuper
              and (r.rolname = $3 and not pg_has_role(m.oid, n.nspowner, 'member')
                  and not exists (select from pg_database d where d.datdba = m.oid)
                or r.rolname = $2 and not a.admin_option and pg_has_role(m.oid, n.nspowner, 'member')) order by 1, 2
            """,
            row => new Breach("role-elevated", $"role {row.GetString(0)}",
                $"As {row.GetString(1)} it could also do what the owner of the store, or an erasure, may. Use a login "
                + $"that has {StoreProtection.ServiceRole} and nothing else."),
            cancel, DeclaredStore.Schemas, StoreProtection.ServiceRole, StoreProtection.ErasingRole);
        return [.. elevated, .. memberships, .. members];
    }
}
