using ClusterEvents.Timelines.Projection;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Views.Lists;

/// <summary>
/// Reads a part of a list in its order. The cost depends on the length of the part, and not on the number of streams,
/// listed or not.
/// </summary>
internal sealed class ListReader(NpgsqlDataSource database)
{
    /// <summary>The longest period whose due days are looked up one by one at once.</summary>
    private const int FewDays = 62;

    /// <summary>The listings of each range among which streams of a longer period are sought first.</summary>
    private const int Sought = 1_000;

    /// <summary>The days of the list, in each range, among which they are sought then.</summary>
    private const int SoughtDays = 128;

    /// <summary>
    /// The statements for a part, in turn: the next is for where the one before does not find enough.
    /// </summary>
    public static IEnumerable<string> Statements(TimelineVersion version, ListPart part)
    {
        var sql = new ListSql(version, part.Filter, part.Known is not null);
        if (!part.Filter.ByDue)
        {
            yield return sql.InOrder();
            yield break;
        }

        if (!IsShort(part.Filter))
        {
            yield return sql.AmongTheFirst(Sought);
            // Around a period of days the list has only what takes several; and of an earlier position, many of its
            // days have nothing that was known then.
            if (part.Filter.Spans.Count == 1 && part.Known is null && version.ListsByDays)
                yield return sql.ByDay(SoughtDays);
        }

        yield return sql.ByDueDay();
    }

    /// <summary>The parameters of each of the statements.</summary>
    public static IEnumerable<NpgsqlParameter> Parameters(ListPart part)
    {
        const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        var filter = part.Filter;
        yield return Of(NpgsqlDbType.Text, filter.Kind);
        yield return Of(NpgsqlDbType.Text, filter.Campaign);
        yield return Of(NpgsqlDbType.Text, filter.City);
        yield return Of(Texts, filter.Statuses?.ToArray());
        yield return Of(NpgsqlDbType.Text, filter.Cluster);
        yield return Of(NpgsqlDbType.Integer, part.After?.Rank ?? int.MinValue);
        yield return Of(NpgsqlDbType.Text, part.After?.Id ?? "");
        yield return Of(NpgsqlDbType.Date, filter.From);
        yield return Of(NpgsqlDbType.Integer, part.Count);
        yield return Of(Texts, part.Apart.ToArray());
        yield return Of(NpgsqlDbType.Array | NpgsqlDbType.Integer, part.Added.Select(one => one.Rank).ToArray());
        yield return Of(Texts, part.Added.Select(one => one.Id).ToArray());
        yield return Of(NpgsqlDbType.Bigint, part.Known ?? 0);
        yield return Of(NpgsqlDbType.Date, filter.DueFrom ?? DateOnly.MinValue);
        yield return Of(NpgsqlDbType.Date, filter.DueBefore ?? DateOnly.MaxValue);
        yield return Of(NpgsqlDbType.Date, filter.To);
        foreach (var span in filter.Spans)
        {
            var begin = span.Begin(part.After);
            yield return Of(NpgsqlDbType.Integer, begin.Rank);
            yield return Of(NpgsqlDbType.Text, begin.Id);
            yield return Of(NpgsqlDbType.Integer, span.Last);
        }

        static NpgsqlParameter Of(NpgsqlDbType type, object? value) =>
            new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
    }

    /// <summary>The streams of a part of a list, in its order.</summary>
    public async Task<IReadOnlyList<ListPlace>> ReadAsync(
        TimelineVersion version, ListPart part, CancellationToken cancel)
    {
        IReadOnlyList<ListPlace>? found = null;
        foreach (var statement in Statements(version, part))
        {
            await using var query = database.CreateCommand(statement);
            found = await FoundAsync(query, part, cancel);
            if (found is not null) break;
        }

        return found!;
    }

    /// <summary>Counts the streams of a part of a list that is not asked for by due day: one row.</summary>
    public static NpgsqlBatchCommand Count(TimelineVersion version, ListPart part)
    {
        var count = new NpgsqlBatchCommand($"select count(*) from ({Statements(version, part).Single()}) list");
        foreach (var parameter in Parameters(part)) count.Parameters.Add(parameter);
        return count;
    }

    /// <summary>What a statement finds; null if there may be more that it has not reached.</summary>
    internal static async Task<IReadOnlyList<ListPlace>?> FoundAsync(
        NpgsqlCommand query, ListPart part, CancellationToken cancel)
    {
        foreach (var parameter in Parameters(part)) query.Parameters.Add(parameter);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<ListPlace>();
        while (found.Count < part.Count && await rows.ReadAsync(cancel))
        {
            if (rows.GetBoolean(2)) found.Add(new(rows.GetInt32(0), rows.GetString(1)));
            // What comes next in this range, which was cut off, may come before the next row.
            if (rows.GetBoolean(3) && found.Count < part.Count) return null;
        }

        return found;
    }

    private static bool IsShort(ListFilter filter) =>
        filter is { DueFrom: { } from, DueBefore: { } before } && before.DayNumber - from.DayNumber <= FewDays;
}
