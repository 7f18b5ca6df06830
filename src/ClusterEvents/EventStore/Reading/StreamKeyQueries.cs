using ClusterEvents.Domain.Model;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Finds streams by the events on them.</summary>
internal static class StreamKeyQueries
{
    /// <summary>
    /// SQL for the directives that changed after position $1, or fell due on days $2 to $3. A correction may have
    /// moved a due day in any way, so corrected directives are always included. On the same day only new events need
    /// to be read.
    /// </summary>
    internal const string DirectivesFallenDue =
        """
        select distinct stream_id from clusterevents.mt_events
        where (type like 'directive-%' or type like 'entry-%') and stream_id like 'directive/%'
          and (seq_id > $1 or ($2 < $3
            and (type like 'entry-%' or coalesce(data->>'newDueOn', data->>'dueOn')::date between $2 and $3)))
        """;

    /// <summary>The directives that changed after a position, or fell due on the days from one to another.</summary>
    public static Task<List<StreamKey>> DirectivesFallenDueAsync(
        NpgsqlDataSource database, long after, DateOnly from, DateOnly to, CancellationToken cancel) =>
        ReadAsync(database, DirectivesFallenDue, cancel, after, from, to);

    /// <summary>
    /// The directives that may fall due on a day or later by what was recorded between two positions: with such a due
    /// day, or corrected. Without a timeout.
    /// </summary>
    public static async Task<List<string>> DirectivesDueFromAsync(
        NpgsqlConnection connection, DateOnly day, long after, long upTo, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select distinct stream_id from clusterevents.mt_events
            where (type like 'directive-%' or type like 'entry-%') and stream_id like 'directive/%'
              and seq_id > $2 and seq_id <= $3
              and (type like 'entry-%' or coalesce(data->>'newDueOn', data->>'dueOn')::date >= $1)
            """, connection)
        { CommandTimeout = 0, Parameters = { new() { Value = day }, new() { Value = after }, new() { Value = upTo } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<string>();
        while (await rows.ReadAsync(cancel)) found.Add(rows.GetString(0));
        return found;
    }

    /// <summary>The stream of each event with one of these stored names, once for each event.</summary>
    public static Task<List<StreamKey>> WithTypesAsync(
        NpgsqlDataSource database, IEnumerable<string> storedNames, CancellationToken cancel) =>
        ReadAsync(database, "select stream_id from clusterevents.mt_events where type = any($1)", cancel,
            [storedNames.ToArray()]);

    /// <summary>The streams of a kind with events after the progress of a projection, up to a position.</summary>
    /// <param name="database">The store.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="progress">A SQL expression of <see cref="Daemon.ProjectionProgress.Of"/>.</param>
    /// <param name="upTo">The position.</param>
    /// <param name="most">The maximum number of streams to find.</param>
    /// <param name="cancel">Cancels the query.</param>
    public static Task<List<StreamKey>> ChangedAsync(
        NpgsqlDataSource database, string kind, string progress, long upTo, int most, CancellationToken cancel) =>
        ReadAsync(database, Changed(progress), cancel, upTo, $"{kind}/%", most);

    /// <summary>The same for a batch: a row for each stream.</summary>
    public static NpgsqlBatchCommand Changed(string kind, string progress, long upTo, int most) => new(
        Changed(progress))
    {
        Parameters = { new() { Value = upTo }, new() { Value = $"{kind}/%" }, new() { Value = most } },
    };

    /// <remarks>
    /// Without <c>offset 0</c> the planner, which expects a third of all events after the progress, would look for the
    /// first few by their streams, and through all of them where there are none.
    /// </remarks>
    private static string Changed(string progress) =>
        $"""
        select distinct stream_id from (select stream_id from clusterevents.mt_events
          where seq_id > {progress} and seq_id <= $1 and type <> 'tombstone' offset 0) later
        where stream_id like $2 limit $3
        """;

    /// <summary>The streams with corrections between two positions.</summary>
    public static Task<List<StreamKey>> CorrectedAsync(
        NpgsqlDataSource database, long after, long upTo, CancellationToken cancel) =>
        ReadAsync(database,
            """
            select distinct stream_id from clusterevents.mt_events
            where seq_id > $1 and seq_id <= $2 and data ? 'targetEventId' and type <> 'tombstone'
            """, cancel, after, upTo);

    /// <summary>Some streams after a key, in the order of keys.</summary>
    public static Task<List<StreamKey>> AfterAsync(
        NpgsqlDataSource database, string after, int count, CancellationToken cancel) =>
        ReadAsync(database, "select id from clusterevents.mt_streams where id > $1 order by id limit $2", cancel,
            after, count);

    private static async Task<List<StreamKey>> ReadAsync(
        NpgsqlDataSource database, string sql, CancellationToken cancel, params object[] values)
    {
        await using var query = database.CreateCommand(sql);
        foreach (var value in values) query.Parameters.Add(new() { Value = value });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<StreamKey>();
        while (await rows.ReadAsync(cancel)) found.Add(StreamKey.Parse(rows.GetString(0)));
        return found;
    }
}
