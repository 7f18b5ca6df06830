using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Live;

/// <summary>
/// Reads the changes of a timeline from its projected rows. Rows and progress are written in one transaction, so one
/// statement sees every change up to the progress that it reads.
/// </summary>
public sealed class LiveChanges(NpgsqlDataSource database, ShownTimelines shown, EntryNames names)
{
    /// <summary>The maximum number of entries held in memory for one client.</summary>
    private const int AtOnce = 100;

    /// <summary>The position up to which the timeline is projected; null if the timeline does not exist.</summary>
    public async Task<long?> PositionAsync(StreamKey timeline, CancellationToken cancel)
    {
        var version = shown.Version;
        await using var command = database.CreateCommand(
            $"""
            select {version.Progress} from {version.Timelines}
            where timeline = $1 and known_to = {TimelineTables.StillKnown}
            """);
        command.Parameters.Add(new() { Value = timeline.ToString() });
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>Reads changes after a position; no connection is held afterwards.</summary>
    public async Task<LiveChunk> ReadAsync(StreamKey timeline, long after, Language language, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Statement(shown.Version, language));
        foreach (var value in new object[] { timeline.ToString(), after, AtOnce })
            command.Parameters.Add(new() { Value = value });
        var changes = new List<LiveChange>();
        var progress = 0L;
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                progress = rows.GetInt64(0);
                if (!await rows.IsDBNullAsync(1, cancel)) changes.Add(Change(rows));
            }
        }

        var named = new Queue<ShownEntry>(await names.NamedAsync(
            [.. changes.Select(change => change.Entry).OfType<ShownEntry>()], language, known: null, cancel));
        changes = [.. changes.Select(change => change.Entry is null ? change : change with
        {
            Entry = named.Dequeue().On(timeline, language),
        })];

        // During a rebuild the progress is behind what the client has seen; the client waits until it catches up.
        var more = changes.Count == AtOnce;
        return new(changes, more ? changes[^1].Position : Math.Max(after, progress), more);
    }

    private static LiveChange Change(NpgsqlDataReader row) => new(row.GetInt64(1), row.GetGuid(2),
        row.IsDBNull(3) ? null : new(
            new(row.GetFieldValue<DateOnly>(3), row.GetInt16(4), row.GetInt32(5), row.GetFieldValue<DateTimeOffset>(6),
                row.GetGuid(2)),
            row.GetString(7), row.GetString(8), row.GetString(9), Corrections: null));

    /// <summary>
    /// Selects the positions at which a row of the timeline begins or ends. If one row ends and another begins, the
    /// entry changed; if a row only ends, the entry was removed.
    /// </summary>
    private static string Statement(TimelineVersion version, Language language) =>
        $"""
        select k.position, c.position, c.activity_id, a.occurred_on, a.day_part, a.sequence_hint, a.recorded_at,
          {language.In("a.title_vi, a.summary_vi", "a.title_en, a.summary_en")}, a.body
        from (select {version.Progress} as position) k
        left join lateral (
          select position, activity_id, bool_or(begins) as shown from (
            (select known_from as position, activity_id, true as begins from {version.Rows}
             where timeline = $1 and known_from > $2 and known_from <= k.position order by known_from limit $3)
            union all
            (select known_to, activity_id, false from {version.Rows}
             where timeline = $1 and known_to > $2 and known_to <= k.position and known_to < {TimelineTables.StillKnown}
             order by known_to limit $3)) as ends
          group by position, activity_id order by position limit $3) c on true
        left join {version.Activities} a
          on c.shown and a.activity_id = c.activity_id and a.known_from = c.position
        order by c.position
        """;
}
