using ClusterEvents.EventStore.Schema;
using ClusterEvents.EventStore.Schema.Declarations;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Compares grants with their declarations: nobody but the owner and the roles of the store may change anything, the
/// service nothing beyond what is declared, and the public may do nothing.
/// </summary>
internal sealed class GrantSweep(DeclaredStore declared)
{
    private const string Public = "public";

    private readonly HashSet<string> _appendOnly = declared.AppendOnly.ToHashSet(StringComparer.Ordinal);

    public async Task<IEnumerable<Breach>> FindAsync(
        PostgresCatalogue catalogue, bool rolesInUse, CancellationToken cancel)
    {
        var grants = await GrantsAsync(catalogue, cancel);
        return
        [
            .. Superfluous(grants), .. rolesInUse ? Missing(grants) : [], .. await DefaultsAsync(catalogue, cancel),
        ];
    }

    /// <summary>The grants on each object; one row without a grantee for an object without grants.</summary>
    private static Task<List<Grant>> GrantsAsync(
        PostgresCatalogue catalogue, CancellationToken cancel) => catalogue.ReadAsync(
        $"""
        with object as (
          select 'table' as kind, {PostgresCatalogue.RelationName} as name, c.relacl as acl, c.relowner as owner
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'f')
          union all select 'sequence', {PostgresCatalogue.RelationName}, c.relacl, c.relowner
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind = 'S'
          union all select 'column', {PostgresCatalogue.RelationName} || '.' || a.attname, a.attacl, c.relowner
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and a.attacl is not null and not a.attisdropped
          union all select 'schema', n.nspname, n.nspacl, n.nspowner from pg_namespace n where n.nspname = any($1)
          union all select 'function', format('%I.%I', n.nspname, p.proname),
              coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1))
        select o.kind, o.name, case when a.grantee = 0 then '{Public}' else pg_get_userbyid(a.grantee) end,
          lower(a.privilege_type), a.is_grantable
        from object o left join lateral aclexplode(o.acl) a on a.grantee <> o.owner order by 1, 2, 3, 4
        """,
        row => new Grant(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? "" : row.GetString(3), !row.IsDBNull(4) && row.GetBoolean(4)),
        cancel, [DeclaredStore.Schemas]);

    private IEnumerable<Breach> Superfluous(List<Grant> grants)
    {
        foreach (var (kind, name, grantee, privilege, mayGrant) in grants)
        {
            if (grantee is null || (Allows(kind, name, grantee, privilege) && !mayGrant)) continue;
            var dot = name.LastIndexOf('.');
            yield return new("grant-superfluous", $"{privilege} on {kind} {name} for {grantee}",
                $"{(mayGrant ? "It may even be passed on." : "No such grant is declared.")} Revoke it.",
                kind == "column" ? $"revoke {privilege} ({name[(dot + 1)..]}) on {name[..dot]} from {Role(grantee)}"
                    : $"revoke {privilege} on {kind} {name} from {Role(grantee)}");
        }
    }

    private IEnumerable<Breach> Missing(List<Grant> grants)
    {
        foreach (var of in grants.Where(grant => grant.Kind != "column").GroupBy(grant => (grant.Kind, grant.Name)))
        {
            var (kind, name) = of.Key;
            // Tables of other versions are used by the programs of these.
            if (kind == "table" && declared.IsLeftover(name)) continue;
            var has = of.Where(grant => grant.Grantee == StoreProtection.ServiceRole)
                .Select(grant => grant.Privilege).ToHashSet(StringComparer.Ordinal);
            foreach (var privilege in OfService(kind, name).Where(privilege => !has.Contains(privilege)))
                yield return new("grant-missing", $"{privilege} on {kind} {name} for {StoreProtection.ServiceRole}",
                    "A service with a login in this role cannot work without it.",
                    $"grant {privilege} on {kind} {name} to {StoreProtection.ServiceRole}");
        }
    }

    /// <summary>What future objects of the schemas would be granted.</summary>
    private static async Task<IEnumerable<Breach>> DefaultsAsync(PostgresCatalogue catalogue, CancellationToken cancel)
    {
        var defaults = await catalogue.ReadAsync(
            $"""
            select pg_get_userbyid(d.defaclrole), coalesce(n.nspname, ''),
              case d.defaclobjtype when 'r' then 'table' when 'S' then 'sequence' when 'f' then 'function'
                when 'n' then 'schema' else 'type' end,
              case when a.grantee = 0 then '{Public}' else pg_get_userbyid(a.grantee) end, lower(a.privilege_type)
            from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
            where (n.nspname is null or n.nspname = any($1)) and a.grantee <> d.defaclrole order by 1, 2, 3, 4, 5
            """,
            row => (By: row.GetString(0), Schema: row.GetString(1), Kind: row.GetString(2), Grantee: row.GetString(3),
                Privilege: row.GetString(4)),
            cancel, [DeclaredStore.Schemas]);
        return defaults.Where(one => one.Kind != "type"
                && !(one.Grantee == StoreProtection.ServiceRole
                    && DeclaredGrants.OfService.GetValueOrDefault(one.Kind)?.Contains(one.Privilege) is true)
                && !(one.Grantee != Public && DeclaredGrants.IsReading(one.Kind, one.Privilege))
                // The privileges that PostgreSQL itself gives to everybody, listed as soon as there is another default.
                && !(one.Schema.Length == 0 && one.Grantee == Public && one.Privilege is "execute" or "usage"))
            .Select(one => new Breach("grant-superfluous",
                $"default {one.Privilege} on each {one.Kind} of {one.Schema} for {one.Grantee}",
                "No such grant is declared. Revoke it.",
                $"alter default privileges for role \"{one.By}\" "
                + $"{(one.Schema.Length > 0 ? $"in schema {one.Schema} " : "")}"
                + $"revoke {one.Privilege} on {one.Kind}s from {Role(one.Grantee)}"));
    }

    private bool Allows(string kind, string name, string grantee, string privilege) => grantee switch
    {
        Public => false,
        StoreProtection.ServiceRole => OfService(kind, name).Contains(privilege),
        StoreProtection.ErasingRole => kind == "function"
            || DeclaredGrants.OfEraser.GetValueOrDefault($"{kind} {name}")?.Contains(privilege) is true,
        _ => DeclaredGrants.IsReading(kind, privilege),
    };

    private string[] OfService(string kind, string name) =>
        kind == "table" && _appendOnly.Contains(name) ? DeclaredGrants.OnAppendOnly
            : DeclaredGrants.OfService.GetValueOrDefault(kind) ?? [];

    private static string Role(string name) => name == Public ? name : $"\"{name}\"";

    private sealed record Grant(string Kind, string Name, string? Grantee, string Privilege, bool MayGrant);
}
