using Npgsql;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>Reads PostgreSQL's catalogue. The rows about one store are few, so all of them are read at once.</summary>
internal sealed class PostgresCatalogue(NpgsqlConnection connection)
{
    /// <summary>SQL for the qualified name of a relation, whatever the search path.</summary>
    public const string RelationName = "format('%I.%I', n.nspname, c.relname)";

    public async Task<List<T>> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> from, CancellationToken cancel, params object[] parameters)
    {
        await using var query = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) query.Parameters.Add(new() { Value = parameter });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var read = new List<T>();
        while (await rows.ReadAsync(cancel)) read.Add(from(rows));
        return read;
    }
}
