using ClusterEvents.Domain.Model;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Short queries about recorded events. Tombstones of failed appends are ignored.
/// </summary>
internal static class RecordedEvents
{
    /// <summary>Whether the event tables exist, that is, whether a program has served from this database.</summary>
    public static async Task<bool> HaveTablesAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var query = database.CreateCommand("select to_regclass('clusterevents.mt_events') is not null");
        return await query.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>The ids among these that are on record.</summary>
    public static async Task<List<Guid>> AmongAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var query = database.CreateCommand("select id from clusterevents.mt_events where id = any($1)");
        query.Parameters.Add(new() { Value = ids.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var known = new List<Guid>();
        while (await rows.ReadAsync(cancel)) known.Add(rows.GetGuid(0));
        return known;
    }

    /// <summary>The stream and the id of an event by its id or its position; null if there is none.</summary>
    public static async Task<(StreamKey Stream, Guid Id)?> PlaceAsync(
        NpgsqlDataSource database, Guid? id, long? position, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select stream_id, id from clusterevents.mt_events where type <> 'tombstone' and "
            + (id is null ? "seq_id = $1" : "id = $1"));
        query.Parameters.Add(id is { } one ? new() { Value = one } : new() { Value = position ?? 0 });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? (StreamKey.Parse(rows.GetString(0)), rows.GetGuid(1)) : null;
    }

    /// <summary>The day in Vietnam on which each of these events was recorded.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateOnly>> DaysAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var days = new Dictionary<Guid, DateOnly>();
        if (ids.Count == 0) return days;
        await using var query = database.CreateCommand(
            """
            select id, (timestamp at time zone 'Asia/Ho_Chi_Minh')::date from clusterevents.mt_events where id = any($1)
            """);
        query.Parameters.Add(new() { Value = ids.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) days[rows.GetGuid(0)] = rows.GetFieldValue<DateOnly>(1);
        return days;
    }

    /// <summary>The stored type, time and recorder of the events at these positions, the newest first.</summary>
    public static async Task<List<(long Position, string Type, DateTimeOffset RecordedAt, string? RecordedBy)>> AtAsync(
        NpgsqlDataSource database, IReadOnlyCollection<long> positions, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select seq_id, type, timestamp, user_name from clusterevents.mt_events where seq_id = any($1) "
            + "order by seq_id desc");
        query.Parameters.Add(new() { Value = positions.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<(long, string, DateTimeOffset, string?)>();
        while (await rows.ReadAsync(cancel))
            found.Add((rows.GetInt64(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2),
                await rows.IsDBNullAsync(3, cancel) ? null : rows.GetString(3)));
        return found;
    }

    /// <summary>When the newest event was recorded; null if there is none.</summary>
    public static async Task<DateTimeOffset?> LastRecordedAtAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """
            select timestamp from clusterevents.mt_events
            where type <> 'tombstone' order by seq_id desc limit 1
            """);
        return await query.ExecuteScalarAsync(cancel) is DateTime newest ? newest : null;
    }

    /// <summary>Whether the source of every event begins with a prefix.</summary>
    public static async Task<bool> AreAllOfAsync(
        NpgsqlDataSource database, string sourcePrefix, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """
            select not exists (select from clusterevents.mt_events
              where type <> 'tombstone' and headers->>'source' not like $1)
            """);
        query.Parameters.Add(new() { Value = sourcePrefix + "%" });
        return (bool)(await query.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Whether the source of any event begins with a prefix.</summary>
    public static async Task<bool> IsAnyOfAsync(
        NpgsqlDataSource database, string sourcePrefix, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select exists (select from clusterevents.mt_events where headers->>'source' like $1)");
        query.Parameters.Add(new() { Value = sourcePrefix + "%" });
        return (bool)(await query.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// The last projected event up to a position, with the day of its recording in Vietnam; null if there is none.
    /// </summary>
    /// <param name="database">The store, or a standby of it.</param>
    /// <param name="position">The position.</param>
    /// <param name="shown">The progress of the projection: a SQL expression of
    /// <see cref="Daemon.ProjectionProgress.Of"/>.</param>
    /// <param name="cancel">Ends the query.</param>
    public static async Task<(long Position, DateOnly Day)?> LastShownAsync(
        NpgsqlDataSource database, long position, string shown, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"""
            select seq_id, (timestamp at time zone 'Asia/Ho_Chi_Minh')::date from clusterevents.mt_events
            where seq_id <= least($1, {shown}) and type <> 'tombstone' order by seq_id desc limit 1
            """);
        query.Parameters.Add(new() { Value = position });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? (rows.GetInt64(0), rows.GetFieldValue<DateOnly>(1)) : null;
    }
}
