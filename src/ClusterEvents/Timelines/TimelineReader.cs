using ClusterEvents.Recording;
using Npgsql;

namespace ClusterEvents.Timelines;

/// <summary>Reads one page of a timeline: one statement, one snapshot, at the cost of the page and not of the history.</summary>
public sealed class TimelineReader(NpgsqlDataSource database)
{
    /// <summary>The page, or null where no such timeline was opened.</summary>
    public async Task<TimelinePage?> ReadAsync(TimelineQuery query, Language language, CancellationToken cancel)
    {
        await using var command = Command(query, language);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var entries = new List<ShownEntry>(query.Limit + 1);
        (string Title, long Position)? timeline = null;
        while (await rows.ReadAsync(cancel))
        {
            timeline ??= (rows.GetString(0), rows.GetInt64(1));
            if (await rows.IsDBNullAsync(2, cancel)) continue;
            var key = new SortKey(rows.GetFieldValue<DateOnly>(2), rows.GetInt16(3), rows.GetInt32(4),
                rows.GetFieldValue<DateTimeOffset>(5), rows.GetGuid(6));
            entries.Add(new(key, rows.GetString(7), rows.GetString(8), rows.GetString(9),
                query.Corrections ? rows.GetString(10) : null));
        }

        if (timeline is not { } found) return null;
        var more = entries.Count > query.Limit;
        if (more) entries.RemoveAt(query.Limit);
        return new(query.Timeline, found.Title, found.Position, entries, more ? entries[^1].Key.ToCursor() : null);
    }

    private NpgsqlCommand Command(TimelineQuery query, Language language)
    {
        var command = database.CreateCommand();
        string Parameter(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }

        var timeline = Parameter(query.Timeline.ToString());
        List<string> where = [$"r.timeline = {timeline}", "r.known_from <= k.position", "r.known_to > k.position"];
        // Nothing is recorded before it occurs, so a walk need not begin among what is younger than the moment.
        if (query.KnownAt is not null) where.Add("r.occurred_on <= k.day");
        if (!query.Retracted) where.Add("not r.retracted");
        if (query.From is { } from) where.Add($"r.occurred_on >= {Parameter(from)}");
        if (query.To is { } to) where.Add($"r.occurred_on <= {Parameter(to)}");
        if (query.Kinds.Count > 0) where.Add($"r.kind = any({Parameter(query.Kinds.ToArray())})");
        if (query.After is { } after)
            where.Add(
                $"""
                (r.occurred_on, r.day_part, r.sequence_hint, r.recorded_at, r.activity_id) {(query.Ascending ? '>' : '<')}
                ({Parameter(after.OccurredOn)}, {Parameter(after.DayPart)}, {Parameter(after.SequenceHint)},
                {Parameter(after.RecordedAt)}, {Parameter(after.ActivityId)})
                """);
        var order = query.Ascending ? "asc" : "desc";
        var words = language == Language.Vietnamese ? "a.title_vi, a.summary_vi" : "a.title_en, a.summary_en";

        var columns = query.Corrections ? $"{words}, a.body, a.corrections" : $"{words}, a.body";

        // One more than asked for tells whether there is a next page.
        command.CommandText =
            $"""
            with k as ({Moment(query.KnownAt, Parameter)})
            select t.title, k.shown, e.*
            from k join {TimelineTables.Timelines} t
              on t.timeline = {timeline} and t.known_from <= k.position and t.known_to > k.position
            left join lateral (
              select r.occurred_on, r.day_part, r.sequence_hint, r.recorded_at, r.activity_id, {columns}
              from {TimelineTables.Rows} r
              join {TimelineTables.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
              where {string.Join(" and ", where)}
              order by r.occurred_on {order}, r.day_part {order}, r.sequence_hint {order}, r.recorded_at {order},
                r.activity_id {order}
              limit {Parameter(query.Limit + 1)}) e on true
            order by e.occurred_on {order}, e.day_part {order}, e.sequence_hint {order}, e.recorded_at {order},
              e.activity_id {order}
            """;
        return command;
    }

    /// <summary>
    /// The moment that is asked for, as one row: the position that rows are compared with, the one that is shown, and
    /// the last day on which anything known then can have occurred.
    /// </summary>
    private static string Moment(KnownAt? knownAt, Func<object, string> parameter)
    {
        const string Progress =
            $"coalesce((select last_seq_id from clusterevents.mt_event_progression where name = '{TimelineProjection.Shard}'), 0)";
        // What is still known ends later than every position, so the greatest one but it asks for what is current.
        if (knownAt is null) return $"select {TimelineTables.StillKnown - 1} as position, {Progress} as shown";
        var learned = knownAt.Position is { } position
            ? $"select seq_id, timestamp from clusterevents.mt_events where seq_id <= least({parameter(position)}, {Progress}) "
              + "and type <> 'tombstone' order by seq_id desc limit 1"
            : $"select known_from, learned_at from {TimelineTables.Activities} where learned_at <= {parameter(knownAt.Instant!)} "
              + "order by learned_at desc, known_from desc limit 1";
        return $"select position, position as shown, (moment at time zone 'Asia/Ho_Chi_Minh')::date as day from ({learned}) "
               + "as learned (position, moment)";
    }
}
