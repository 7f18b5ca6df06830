using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Reports;

/// <summary>
/// The signed reports in the order of their numbers. A report signs its number and the hash of the one before it, so
/// one that is taken out leaves a gap. Reports of programs before that have no number, and those of a node without the
/// key of the log no signature: nothing is known of them.
/// </summary>
internal sealed class ReportChain
{
    private const string Number = "number";
    private const string Previous = "previous";

    private readonly SortedDictionary<long, List<ReportLink>> _links = [];
    private readonly List<Guid> _foreign = [];
    private readonly List<Guid> _moved = [];

    public static async Task<ReportChain> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<NoteVerifier> keys, CancellationToken cancel)
    {
        var chain = new ReportChain();
        await using var query = new NpgsqlCommand(
            $"select id, report::text, made_at from {AuditReports.Table}", connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            chain.Add(rows.GetGuid(0), JsonNode.Parse(rows.GetString(1)), rows.GetFieldValue<DateTimeOffset>(2), keys);
        return chain;
    }

    /// <summary>Whether the store still has a report.</summary>
    public bool Has(ReportLink link) =>
        _links.TryGetValue(link.Number, out var found) && found.Any(one => one.Hash == link.Hash);

    /// <summary>Gives a report the next number, before it is signed.</summary>
    public ReportLink Append(Guid id, JsonObject report)
    {
        var (number, last) = _links.Count > 0 ? (_links.Keys.Last(), _links.Values.Last()[0]) : (0, null);
        report[Number] = number + 1;
        if (last is not null) report[Previous] = last.Hash;
        return new(number + 1, last?.Hash, ReportSignatures.HashOf(id, report));
    }

    /// <summary>What was taken out, changed or added.</summary>
    public IEnumerable<Breach> Find()
    {
        foreach (var id in _foreign)
            yield return new("report-altered", $"report {id}",
                "Its signature is of no key of the log: it was changed, or kept past the program.");
        foreach (var id in _moved)
            yield return new("report-altered", $"report {id}",
                "The time beside it is not when it was finished, so it stands elsewhere among the others.");
        ReportLink? before = null;
        foreach (var (number, links) in _links)
        {
            if (number > (before?.Number ?? 0) + 1)
                yield return Missing((before?.Number ?? 0) + 1, number - 1, $"report {number} names the one before it");
            else if (links.FirstOrDefault(link => link.Previous != before?.Hash) is not null)
                yield return new("report-altered", $"report {number}",
                    "It does not follow the one before it: reports were taken out, and others kept in their place.");
            if (links.Count > 1)
                yield return new("report-superfluous", $"report {number}",
                    "Another has the same number: reports that had been taken out were put back.");
            before = links[0];
        }
    }

    /// <summary>That a report which this node has kept is not in the store.</summary>
    public static Breach Missing(ReportLink link, string file) => Missing(link.Number, link.Number,
        $"this node has kept it or a later one ({file}). After the restore of a backup, remove that file");

    private static Breach Missing(long first, long last, string why) => new(
        "report-missing", first == last ? $"report {first}" : $"report {first} to report {last}",
        $"No verification with this number is in the store, and {why}.");

    private void Add(Guid id, JsonNode? stored, DateTimeOffset madeAt, IReadOnlyList<NoteVerifier> keys)
    {
        if (stored is not JsonObject report || !ReportSignatures.IsIn(report)) return;
        if (!ReportSignatures.TakeFrom(report, id, keys))
        {
            _foreign.Add(id);
            return;
        }

        if (!IsOf(report, madeAt)) _moved.Add(id);
        if (report[Number] is JsonValue value && value.TryGetValue<long>(out var number))
        {
            if (!_links.TryGetValue(number, out var links)) _links[number] = links = [];
            links.Add(new(number, (string?)report[Previous], ReportSignatures.HashOf(id, report)));
        }
    }

    /// <summary>Whether a report was finished then; the database keeps microseconds.</summary>
    private static bool IsOf(JsonObject report, DateTimeOffset madeAt) =>
        report["finishedAt"] is JsonValue value && value.TryGetValue<DateTimeOffset>(out var finished)
        && (finished - madeAt).Duration() < TimeSpan.FromSeconds(1);
}
