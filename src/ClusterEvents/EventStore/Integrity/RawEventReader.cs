using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// Reads raw event rows in the order of positions and in constant memory, without parsing their content: an audit must
/// be able to name a row that nothing else can read.
/// </summary>
internal sealed class RawEventReader : IAsyncDisposable
{
    private readonly NpgsqlCommand _query;
    private readonly NpgsqlDataReader _rows;

    private RawEventReader(NpgsqlCommand query, NpgsqlDataReader rows) => (_query, _rows) = (query, rows);

    public long Position => _rows.GetInt64(0);

    public Guid Id => _rows.GetGuid(_rows.FieldCount - 4);

    /// <summary>Whether Marten's readers skip it.</summary>
    public bool IsArchived => _rows.GetBoolean(_rows.FieldCount - 3);

    /// <summary>Whether it belongs to another tenant, which readers do not see, or has binary data, which Marten would
    /// read instead of the other.</summary>
    public bool IsElsewhere => _rows.GetBoolean(_rows.FieldCount - 2);

    /// <summary>The CLR type name by which Marten reads it, if known, instead of its event type name; empty if there
    /// is none.
    /// </summary>
    public string ClassName => _rows.GetValue(_rows.FieldCount - 1) as string ?? "";

    /// <summary>All activities, without the tombstones of failed appends.</summary>
    public static async Task<RawEventReader> OpenAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var query = new NpgsqlCommand(
            $"""
            select {StoredCloudEvent.Columns}, id, is_archived is distinct from false,
              tenant_id is distinct from '*DEFAULT*' or bdata is not null, mt_dotnet_type
            from clusterevents.mt_events
            where type <> 'tombstone' order by seq_id
            """, connection)
        { CommandTimeout = 0 };
        return new(query, await query.ExecuteReaderAsync(cancel));
    }

    /// <summary>Events after a position, up to a number; null for the tombstone of a failed append.</summary>
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

    /// <summary>The event type name of tombstones, which Marten leaves at the positions of a failed append.</summary>
    internal const string Tombstone = "tombstone";

    public Task<bool> ReadAsync(CancellationToken cancel) => _rows.ReadAsync(cancel);

    /// <summary>The event of the row; throws if its shape is invalid.</summary>
    public StoredCloudEvent Recorded() => StoredCloudEvent.From(_rows);

    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await _query.DisposeAsync();
    }
}
