using System.Globalization;
using ClusterEvents.TransparencyLog;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// A row of a projection, comparable by value. Its name and the texts of its fields are built only for rows that
/// differ.
/// </summary>
internal abstract record AuditedRow(SortKey Key, long KnownFrom, long KnownTo)
{
    private const int LongestShown = 200;

    public abstract string Name { get; }

    protected abstract IEnumerable<(string Field, string Value)> Fields { get; }

    protected IEnumerable<(string Field, string Value)> Place =>
    [
        ("known_to", Text(KnownTo)), ("occurred_on", Text(Key.OccurredOn)),
        ("day_part", Text(Key.DayPart)), ("sequence_hint", Text(Key.SequenceHint)),
        ("recorded_at", Text(Key.RecordedAt)),
    ];

    /// <summary>The fields in which a stored row differs from this one.</summary>
    public IEnumerable<string> Differences(AuditedRow stored) =>
        Fields.Zip(stored.Fields).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair =>
            {
                var (must, @is) = Excerpts.Of(pair.First.Value, pair.Second.Value, LongestShown);
                return $"`{pair.First.Field}` must be {must} and is {@is}";
            });

    protected static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    protected static string Text(bool value) => value ? "true" : "false";

    protected static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
