using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Live;

/// <summary>Composes the statement that reads the changes of a timeline after a position.</summary>
internal sealed class LiveSql(
    TimelineVersion version, NpgsqlCommand command, TimelineQuery query, Language language)
    : EntrySql(version, command, query, language, at: null)
{
    /// <summary>
    /// Selects the positions at which a row of the timeline begins or ends. If one row ends and another begins, the
    /// entry changed; if a row only ends, the entry was removed. An entry that the query does not ask for, or no
    /// longer, is told as removed as well.
    /// </summary>
    /// <param name="after">The position after which changes are read.</param>
    /// <param name="atOnce">The maximum number of changes.</param>
    public string Statement(long after, int atOnce)
    {
        var timeline = Parameter(Query.Timeline.ToString());
        var (from, limit) = (Parameter(after), Parameter(atOnce));
        var words = SearchedWords() is { Length: > 0 } searched ? $"a.words @> {Parameter(searched)}" : "true";
        return
            $"""
            select k.position, c.position, c.activity_id, a.occurred_on, a.day_part, a.sequence_hint, a.recorded_at,
              {Words()}, a.body, {Corrections()}
            from (select {Version.Progress} as position) k
            left join lateral (
              select position, activity_id, bool_or(begins) as shown from (
                (select known_from as position, activity_id, true as begins from {Version.Rows}
                 where timeline = {timeline} and known_from > {from} and known_from <= k.position
                 order by known_from limit {limit})
                union all
                (select known_to, activity_id, false from {Version.Rows}
                 where timeline = {timeline} and known_to > {from} and known_to <= k.position
                   and known_to < {TimelineTables.StillKnown}
                 order by known_to limit {limit})) as ends
              group by position, activity_id order by position limit {limit}) c on true
            left join {Version.Rows} r on c.shown and r.timeline = {timeline} and r.known_from = c.position
              and r.activity_id = c.activity_id and {string.Join(" and ", Conditions().Append(AnyPeriod()))}
            left join {Version.Activities} a
              on a.activity_id = r.activity_id and a.known_from = r.known_from and {words}
            order by c.position
            """;
    }

    private IEnumerable<string> Conditions()
    {
        yield return "true";
        if (!Query.Retracted) yield return "not r.retracted";
        if (Query.From is not null || Query.To is not null) yield return "r.occurred_on > '-infinity'";
        if (Query.Kinds.Count > 0) yield return $"r.kind = any({Parameter(Query.Kinds.ToArray())})";
    }
}
