using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Benchmarks;

/// <summary>
/// The yardstick: plain Npgsql writing the same bytes into a copy of the event table with the same columns and
/// indexes.
/// </summary>
internal sealed class Yardstick
{
    private const string Table = "yardstick.mt_events";

    private readonly Installation _installation;
    private readonly string[] _columns;
    private readonly string[] _types;
    private readonly object[][] _rows;
    private int _next;

    private Yardstick(Installation installation, string[] columns, string[] types, object[][] rows) =>
        (_installation, _columns, _types, _rows) = (installation, columns, types, rows);

    /// <param name="installation">The source of the rows, and the database of the copy.</param>
    /// <param name="type">The stored name of the sample events.</param>
    public static async Task<Yardstick> OfAsync(Installation installation, string type)
    {
        await installation.ExecuteAsync(
            $"""
            create schema if not exists yardstick;
            create table if not exists {Table} (like clusterevents.mt_events including all);
            create sequence if not exists yardstick.positions
            """);
        await using var query = installation.Database.CreateCommand(
            $"select * from clusterevents.mt_events where type = '{type}' order by seq_id desc limit 500");
        await using var rows = await query.ExecuteReaderAsync();
        string[] columns = [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)];
        string[] types = [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetDataTypeName)];
        var samples = new List<object[]>();
        while (await rows.ReadAsync())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            samples.Add(values);
        }

        return new(installation, columns, types, [.. samples]);
    }

    /// <summary>A worker that inserts one row for each transaction on its own connection.</summary>
    public async Task<Func<Task>> InserterAsync()
    {
        var connection = await _installation.OpenAsync();
        var places = _columns.Select((column, index) =>
            column == "seq_id" ? "nextval('yardstick.positions')" : $"@p{index}");
        var insert = new NpgsqlCommand(
            $"insert into {Table} ({string.Join(", ", _columns)}) values ({string.Join(", ", places)})", connection);
        foreach (var (index, column) in _columns.Index())
            if (column != "seq_id")
                insert.Parameters.Add(new() { ParameterName = $"p{index}", DataTypeName = _types[index] });
        await insert.PrepareAsync();
        return async () =>
        {
            var number = Interlocked.Increment(ref _next);
            var row = _rows[number % _rows.Length];
            var id = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
            foreach (var (index, column) in _columns.Index())
                if (column != "seq_id")
                    insert.Parameters[$"p{index}"].Value =
                        column switch { "id" => id, "stream_id" => $"ceremony/{id}", _ => row[index] };
            await insert.ExecuteNonQueryAsync();
        };
    }

    /// <summary>Deletes all rows, so that the same can be written again.</summary>
    public static Task EmptyAsync(Installation installation) => installation.ExecuteAsync($"truncate {Table}");

    /// <summary>Writes the events after a position to a file in the format of COPY.</summary>
    public static async Task SaveAsync(Installation installation, long after, string file)
    {
        await using var connection = await installation.Database.OpenConnectionAsync();
        await using var output = File.Create(file);
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy (select * from clusterevents.mt_events where seq_id > {after}) to stdout (format binary)");
        await copy.CopyToAsync(output);
    }

    /// <summary>COPY in: the rows of such a file, in one transaction.</summary>
    public static async Task CopyInAsync(Installation installation, string file)
    {
        await using var connection = await installation.Database.OpenConnectionAsync();
        await using var input = File.OpenRead(file);
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {Table} from stdin (format binary)");
        await input.CopyToAsync(copy);
    }

    /// <summary>COPY out: the columns that a replay reads, as text, discarded as they arrive.</summary>
    public static async Task CopyOutAsync(Installation installation)
    {
        await using var connection = await installation.Database.OpenConnectionAsync();
        using var copy = await connection.BeginTextExportAsync(
            $"copy (select {EventStore.Reading.StoredCloudEvent.Columns} "
            + "from clusterevents.mt_events order by seq_id) to stdout");
        var buffer = new char[64 * 1024];
        while (await copy.ReadAsync(buffer) > 0) { }
    }
}
