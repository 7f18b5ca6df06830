using ClusterEvents.Domain.Model;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Timelines.Projection;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Timelines.Similar;

/// <summary>Finds similar entries among the rows of timelines.</summary>
/// <remarks>
/// Each question reads one timeline only, by the index of its event types: entries of the days in question, and those
/// of several days that are placed at most a year away, by the partial index of these few.
/// </remarks>
internal static class SimilarSql
{
    /// <summary>The maximum number of entries for each question.</summary>
    public const int Most = 5;

    /// <summary>
    /// Looks at the last entries of these days, in the order of both indexes: somebody may record any number on one
    /// day, and nobody who records then must wait for all of them.
    /// </summary>
    private const string Newest =
        "order by r.occurred_on desc, r.day_part desc, r.sequence_hint desc, r.recorded_at desc limit 200";

    public static NpgsqlBatchCommand Command(TimelineVersion version, IReadOnlyList<SimilarQuery> asked)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            select asked.number, found.*
            from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality
              asked (timeline, kind, first, last, before, cities, stream, number)
            cross join lateral (
              select v.activity_id, v.title_vi, v.title_en, v.recorded_at, v.occurred_on, v.body->>'recordedBy'
              from (
                (select r.activity_id, r.recorded_at from {version.Rows} r
                where r.timeline = asked.timeline and r.kind = asked.kind
                  and r.occurred_on between asked.first and asked.last
                  and r.known_to = {TimelineTables.StillKnown} and not r.retracted and r.recorded_at < asked.before
                {Newest})
                union
                (select r.activity_id, r.recorded_at from {version.Rows} r
                where r.timeline = asked.timeline and r.first_day < r.last_day
                  and r.occurred_on between asked.first - {Listing.LongestRough} and asked.last + {Listing.LongestRough}
                  and r.first_day <= asked.last and r.last_day >= asked.first and r.kind = asked.kind
                  and r.known_to = {TimelineTables.StillKnown} and not r.retracted and r.recorded_at < asked.before
                {Newest})
                ) r
              cross join lateral (
                -- Offset keeps the text from being parsed once for each use.
                select a.activity_id, a.title_vi, a.title_en, a.recorded_at, a.occurred_on, a.body::jsonb as body
                from {version.Activities} a
                where a.activity_id = r.activity_id and a.known_to = {TimelineTables.StillKnown} offset 0) v
              where v.body->'cityIds' @> asked.cities and v.body->'cityIds' <@ asked.cities
                and (asked.stream is null or v.body->>'stream' = asked.stream)
              order by r.recorded_at desc limit {Most}) found
            """);
        command.Parameters.Add(Text(asked.Select(one => one.Timeline.ToString())));
        command.Parameters.Add(Text(asked.Select(one => one.Kind)));
        command.Parameters.Add(new() { Value = asked.Select(one => one.Days.First).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Days.Last).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Before.UtcDateTime).ToArray() });
        command.Parameters.Add(new()
        {
            Value = asked.Select(one => RecordJson.Write(one.Cities)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(Text(asked.Select(one => one.FollowsUp?.ToString())));
        return command;
    }

    private static NpgsqlParameter Text(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
