using ClusterEvents.Domain.Model.Catalogue;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>Finds what a newer version of this program has recorded.</summary>
internal static class NewerStore
{
    /// <summary>The stored names of the kinds of events on record that a catalogue does not have.</summary>
    public static async Task<IReadOnlyList<string>> UnknownTypesAsync(
        NpgsqlConnection connection, EventCatalogue catalogue, CancellationToken cancel)
    {
        await using var tables = new NpgsqlCommand(
            $"select to_regclass('{EventTables.Events}') is not null", connection);
        if (await tables.ExecuteScalarAsync(cancel) is not true) return [];
        // One look into the index for each kind, however many events there are.
        await using var query = new NpgsqlCommand(
            $"""
            with recursive kind (name) as (
              (select type from {EventTables.Events} order by type limit 1)
              union all
              select (select type from {EventTables.Events} where type > kind.name order by type limit 1)
              from kind where kind.name is not null)
            select name from kind where name is not null and name <> 'tombstone' and name <> all($1)
            """, connection);
        query.Parameters.Add(new()
        {
            Value = catalogue.Types.SelectMany(type => type.Shapes).Select(shape => shape.StoredName).ToArray(),
        });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var unknown = new List<string>();
        while (await rows.ReadAsync(cancel)) unknown.Add(rows.GetString(0));
        return unknown;
    }
}
