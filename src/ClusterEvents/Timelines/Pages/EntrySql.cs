using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Search;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// What the statements that read entries have in common: their order, their point in time, periods and words.
/// </summary>
internal abstract class EntrySql(
    TimelineVersion version, NpgsqlCommand command, TimelineQuery query, Language language, PagePointInTime? at)
{
    protected const string Key = "r.occurred_on, r.day_part, r.sequence_hint, r.recorded_at, r.activity_id";

    private readonly NpgsqlCommand _command = command;
    private readonly PagePointInTime? _at = at;
    private string? _position;
    private string? _from;
    private string? _to;

    protected TimelineVersion Version { get; } = version;

    protected TimelineQuery Query { get; } = query;

    /// <summary>The position that rows are compared with.</summary>
    protected string Position => _at is null ? Newest : _position ??= Parameter(_at.Position);

    /// <summary>The position of the current state.</summary>
    protected virtual string Newest => "k.position";

    protected string Words() =>
        language == Language.Vietnamese ? "a.title_vi, a.summary_vi" : "a.title_en, a.summary_en";

    protected string Corrections() => Query.Corrections ? "a.corrections" : "null::text";

    protected string Ordered(string columns) =>
        string.Join(", ", columns.Split(", ").Select(column => $"{column} {(Query.Ascending ? "asc" : "desc")}"));

    /// <summary>The conditions of rows that were known by then, had not ended, and are asked for.</summary>
    protected IEnumerable<string> Valid()
    {
        // Few rows have ended. Without `coalesce`, the planner would expect a third to match, and would read and sort
        // a short timeline instead of scanning in order up to the end of the page.
        yield return $"coalesce(r.known_to > {Position}, false)";
        if (!Query.Retracted) yield return "not r.retracted";
        // An entry without a date is stored before every date and belongs to no period.
        if (Query.From is not null || Query.To is not null) yield return "r.occurred_on > '-infinity'";
    }

    /// <summary>
    /// The ranges of days that are read, as conditions: the days of the period, and then entries of several days that
    /// are placed outside and touch it. They do not overlap.
    /// </summary>
    protected IEnumerable<IReadOnlyList<string>> Periods()
    {
        var (from, to) = (From, To);
        yield return
        [
            from is null ? "true" : $"r.occurred_on >= {from}",
            to is null ? "true" : $"r.occurred_on <= {to}",
        ];
        if (!Version.FindsByDays) yield break;
        // What is known to the year may have been on any of its days: it belongs to periods, and not to each day.
        var several = Query.From is not null && Query.From == Query.To
            ? $"r.first_day < r.last_day and r.last_day - r.first_day < {Days.ShortestYear}"
            : "r.first_day < r.last_day";
        if (to is not null) yield return [several, $"r.occurred_on > {to}", $"r.first_day <= {to}"];
        if (from is not null) yield return [several, $"r.occurred_on < {from}", $"r.last_day >= {from}"];
    }

    /// <summary>The periods as one condition, for an order in which they are no ranges of an index.</summary>
    protected string AnyPeriod() =>
        $"({string.Join(" or ", Periods().Select(period => $"({string.Join(" and ", period.Prepend("true"))})"))})";

    /// <summary>The words of the search, and the other timelines, which are stored as words.</summary>
    protected string[] SearchedWords() =>
    [
        .. Query.Search is null ? [] : SearchWords.Folded(Query.Search),
        .. Query.Concerning.Select(timeline => SearchWords.LineMark + timeline),
    ];

    protected string After(SortKey? after) => after is not { } key ? "true" :
        $"""
        ({Key}) {(Query.Ascending ? '>' : '<')} ({Parameter(key.OccurredOn)}, {Parameter(key.DayPart)},
        {Parameter(key.SequenceHint)}, {Parameter(key.RecordedAt)}, {Parameter(key.ActivityId)})
        """;

    /// <summary>
    /// The point in time as one row: the position to compare with, and the one to show. Current rows end after every
    /// position, so the second greatest position selects the current state.
    /// </summary>
    protected string Bounds() => _at is null
        ? $"select {TimelineTables.StillKnown - 1} as position, {Version.Progress} as shown"
        : $"select {Position} as position, {Position} as shown";

    protected string Parameter(object value)
    {
        _command.Parameters.Add(new() { Value = value });
        return $"${_command.Parameters.Count}";
    }

    private string? From => Query.From is { } from ? _from ??= Parameter(from) : null;

    /// <summary>
    /// The last day of the period. Nothing is recorded before it begins, so that the day of the point in time ends it.
    /// </summary>
    private string? To => (Query.To ?? _at?.Day) is not { } to ? null
        : _to ??= Parameter(_at is { Day: var day } && day < to ? day : to);
}
