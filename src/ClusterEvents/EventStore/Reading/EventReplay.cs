using System.Runtime.CompilerServices;
using ClusterEvents.EventStore.Daemon;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Reads recorded events in order, in constant memory. Each page is read completely before its first event is
/// returned, so that a slow consumer holds neither a connection nor a snapshot.
/// </summary>
public sealed class EventReplay(NpgsqlDataSource database)
{
    private const int FirstRows = 250;

    private const int MostRows = 2_000;

    /// <summary>
    /// The target size of a page in characters of JSON: large enough to be about as fast as a single statement, small
    /// enough for hundreds of slow readers, each of which has two pages in memory.
    /// </summary>
    private const int TextAtOnce = 512 * 1024;

    /// <summary>The newest position; 0 in an empty store.</summary>
    public async Task<long> NewestAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand("select coalesce(max(seq_id), 0) from clusterevents.mt_events");
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// The position up to which no more events can appear: an open transaction may hold a lower position than one
    /// acknowledged before it.
    /// </summary>
    public async Task<long> SettledAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select last_seq_id from clusterevents.mt_event_progression "
            + $"where name = '{ProjectionProgress.HighWaterMark}'");
        return await query.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>The position of an activity; null if it is not on record.</summary>
    public async Task<long?> PositionAsync(Guid activityId, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select seq_id from clusterevents.mt_events where id = $1 and type <> 'tombstone'");
        query.Parameters.Add(new() { Value = activityId });
        return await query.ExecuteScalarAsync(cancel) as long?;
    }

    public async Task<long> CountAsync(ReplayFilter filter, long upTo, CancellationToken cancel)
    {
        await using var command = Command("count(*)", filter, upTo);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The event at a position; none if there is none.</summary>
    public IAsyncEnumerable<StoredCloudEvent> AtAsync(long position, CancellationToken cancel) =>
        ReadAsync(new() { After = position - 1 }, position, cancel);

    /// <summary>The events that match the filter, up to a position, in the order of recording.</summary>
    public async IAsyncEnumerable<StoredCloudEvent> ReadAsync(
        ReplayFilter filter, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var next = PageAsync(filter, upTo, FirstRows, leaving.Token);
        try
        {
            for (var more = true; more;)
            {
                var (events, rows) = await next;
                more = rows is not null;
                // Prefetch the next page while the current one is consumed.
                if (more)
                    next = PageAsync(filter with { After = events[^1].Position }, upTo, rows!.Value, leaving.Token);
                foreach (var found in events) yield return found;
            }
        }
        finally
        {
            // If the consumer stops early, cancel the prefetch.
            await leaving.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One page of events, and the number of rows for the next page: null if there is none.</summary>
    private async Task<(List<StoredCloudEvent> Events, int? NextRows)> PageAsync(
        ReplayFilter filter, long upTo, int limit, CancellationToken cancel)
    {
        await using var command = Command(StoredCloudEvent.Columns, filter, upTo);
        command.CommandText += $" order by seq_id limit ${command.Parameters.Count + 1}";
        command.Parameters.Add(new() { Value = limit });
        var (events, text) = (new List<StoredCloudEvent>(), 0);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        // The size of rows is known only after reading. The number of rows is estimated from the previous page; if
        // rows are much larger now, the rest is left to the next page.
        while (text < 2 * TextAtOnce && await rows.ReadAsync(cancel))
        {
            var found = StoredCloudEvent.From(rows);
            events.Add(found);
            text += found.Headers.Length + found.Data.Length;
        }

        var last = events.Count < limit && text < 2 * TextAtOnce;
        return (events, last ? null : (int)Math.Clamp((long)TextAtOnce * events.Count / text, 1, MostRows));
    }

    internal NpgsqlCommand Command(string columns, ReplayFilter filter, long upTo)
    {
        var command = database.CreateCommand();
        string Parameter(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }

        // A failed append leaves a tombstone event, which is not an activity and is never replayed.
        List<string> where =
            ["type <> 'tombstone'", $"seq_id > {Parameter(filter.After)}", $"seq_id <= {Parameter(upTo)}"];
        if (filter.City is { } city)
            where.Add($"(data->'cityIds' ? {Parameter(city)} or data->'guestCityIds' ? ${command.Parameters.Count})");
        if (filter.Campaign is { } campaign) where.Add($"data->'campaignIds' ? {Parameter(campaign)}");
        if (filter.Subject is { } subject) where.Add($"stream_id = {Parameter(subject)}");
        if (filter.RecordedBy is { } recorder) where.Add($"user_name = {Parameter(recorder)}");
        if (filter.RecordedFrom is { } recordedFrom) where.Add($"timestamp >= {Parameter(recordedFrom)}");
        if (filter.RecordedTo is { } recordedTo) where.Add($"timestamp <= {Parameter(recordedTo)}");
        if (filter.OccurredFrom is { } from) where.Add($"(data->>'occurredOn')::date >= {Parameter(from)}");
        if (filter.OccurredTo is { } to) where.Add($"(data->>'occurredOn')::date <= {Parameter(to)}");
        if (filter.Types.Count > 0) where.Add($"type = any({Parameter(filter.Types.ToArray())})");
        command.CommandText = $"select {columns} from clusterevents.mt_events where {string.Join(" and ", where)}";
        return command;
    }
}
