using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// Reads events as their rows have them, in the order of positions and in constant memory, without looking into what
/// they hold: an audit must be able to name the row that nothing else can read.
/// </summary>
internal sealed class RawEventReader : IAsyncDisposable
{
    private readonly NpgsqlCommand _query;
    private readonly NpgsqlDataReader _rows;

    private RawEventReader(NpgsqlCommand query, NpgsqlDataReader rows) => (_query, _rows) = (query, rows);

    public long Position => _rows.GetInt64(0);

    public Guid Id => _rows.GetGuid(_rows.FieldCount - 3);

    /// <summary>Whether Marten's readers are not shown it.</summary>
    public bool IsArchived => _rows.GetBoolean(_rows.FieldCount - 2);

    /// <summary>The class that Marten reads it as where it knows that, whatever its type; empty where none is named.
    /// </summary>
    public string ClassName => _rows.GetValue(_rows.FieldCount - 1) as string ?? "";

    /// <summary>All activities, without the tombstones of failed appends.</summary>
    public static async Task<RawEventReader> OpenAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var query = new NpgsqlCommand(
            $"""
            select {StoredCloudEvent.Columns}, id, is_archived, mt_dotnet_type from clusterevents.mt_events
            where type <> 'tombstone' order by seq_id
            """, connection)
        { CommandTimeout = 0 };
        return new(query, await query.ExecuteReaderAsync(cancel));
    }

    /// <summary>
    /// The events that follow a position, at most so many; null stands for the tombstone of a failed append.
    /// </summary>
    public static async Task<List<(long Position, Guid Id, StoredCloudEvent? Recorded)>> PageAsync(
        NpgsqlConnection connection, long after, int limit, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select {StoredCloudEvent.Columns}, id from clusterevents.mt_events
            where seq_id > $1 order by seq_id limit {limit}
            """, connection)
        { Parameters = { new() { Value = after } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var events = new List<(long, Guid, StoredCloudEvent?)>();
        while (await rows.ReadAsync(cancel))
            events.Add((rows.GetInt64(0), rows.GetGuid(rows.FieldCount - 1),
                rows.GetString(2) == Tombstone ? null : StoredCloudEvent.From(rows)));
        return events;
    }

    /// <summary>The type of what Marten leaves at the positions of an append that failed.</summary>
    internal const string Tombstone = "tombstone";

    public Task<bool> ReadAsync(CancellationToken cancel) => _rows.ReadAsync(cancel);

    /// <summary>The event of the row; throws where it has none of the shape.</summary>
    public StoredCloudEvent Recorded() => StoredCloudEvent.From(_rows);

    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await _query.DisposeAsync();
    }
}
