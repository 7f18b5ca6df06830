using System.Runtime.CompilerServices;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>Reads recorded events back in their order, in constant memory and without a long transaction.</summary>
public sealed class EventReplay(NpgsqlDataSource database)
{
    private const int RowsAtOnce = 2_000;

    /// <summary>The newest position on record; 0 in an empty store.</summary>
    public async Task<long> NewestAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand("select coalesce(max(seq_id), 0) from clusterevents.mt_events");
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// The position up to which nothing can still appear: a recording under way may hold a lower position than one
    /// that was acknowledged before it.
    /// </summary>
    public async Task<long> SettledAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select last_seq_id from clusterevents.mt_event_progression where name = 'HighWaterMark'");
        return await query.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>The position of an activity; null where it is not on record.</summary>
    public async Task<long?> PositionAsync(Guid activityId, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select seq_id from clusterevents.mt_events where id = $1 and type <> 'tombstone'");
        query.Parameters.Add(new() { Value = activityId });
        return await query.ExecuteScalarAsync(cancel) as long?;
    }

    public async Task<long> CountAsync(ReplayFilter filter, long upTo, CancellationToken cancel)
    {
        await using var command = Command("count(*)", filter, filter.After, upTo);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The events that the filter names, up to a position, in the order of recording.</summary>
    public async IAsyncEnumerable<StoredCloudEvent> ReadAsync(
        ReplayFilter filter, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = filter.After;
        for (var full = true; full;)
        {
            var read = 0;
            await using var command = Command(StoredCloudEvent.Columns, filter, after, upTo);
            command.CommandText += $" order by seq_id limit {RowsAtOnce}";
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                var found = StoredCloudEvent.From(rows);
                (after, read) = (found.Position, read + 1);
                yield return found;
            }

            full = read == RowsAtOnce;
        }
    }

    private NpgsqlCommand Command(string columns, ReplayFilter filter, long after, long upTo)
    {
        var command = database.CreateCommand();
        string Parameter(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }

        // A failed append leaves a tombstone behind: it is no activity and is never replayed.
        List<string> where = ["type <> 'tombstone'", $"seq_id > {Parameter(after)}", $"seq_id <= {Parameter(upTo)}"];
        if (filter.City is { } city)
            where.Add($"(data->'cityIds' ? {Parameter(city)} or data->'guestCityIds' ? ${command.Parameters.Count})");
        if (filter.Campaign is { } campaign) where.Add($"data->'campaignIds' ? {Parameter(campaign)}");
        if (filter.Subject is { } subject) where.Add($"stream_id = {Parameter(subject)}");
        if (filter.RecordedFrom is { } recordedFrom) where.Add($"timestamp >= {Parameter(recordedFrom)}");
        if (filter.RecordedTo is { } recordedTo) where.Add($"timestamp <= {Parameter(recordedTo)}");
        if (filter.OccurredFrom is { } from) where.Add($"(data->>'occurredOn')::date >= {Parameter(from)}");
        if (filter.OccurredTo is { } to) where.Add($"(data->>'occurredOn')::date <= {Parameter(to)}");
        if (filter.Types.Count > 0)
            where.Add($"'clusterevents.' || type = any({Parameter(filter.Types.ToArray())})");
        command.CommandText = $"select {columns} from clusterevents.mt_events where {string.Join(" and ", where)}";
        return command;
    }
}
