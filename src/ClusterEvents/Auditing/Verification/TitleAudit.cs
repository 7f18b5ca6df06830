using ClusterEvents.EventStore.Integrity;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Compares the titles of timelines. There are few timelines, so all of them fit in memory.</summary>
internal sealed class TitleAudit(Findings findings)
{
    private readonly Dictionary<string, List<TimelineTitle>> _expected = [];

    public void Take(string timeline, long knownFrom, string text)
    {
        if (!_expected.TryGetValue(timeline, out var titles)) _expected[timeline] = titles = [];
        if (titles.Count > 0) titles[^1] = titles[^1] with { KnownTo = knownFrom };
        titles.Add(new(knownFrom, TimelineTables.StillKnown, text));
    }

    public async Task CompareAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select timeline, known_from, known_to, title from {TimelineTables.Timelines}", snapshot.Connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (timeline, stored) =
                (rows.GetString(0), new TimelineTitle(rows.GetInt64(1), rows.GetInt64(2), rows.GetString(3)));
            if (_expected.GetValueOrDefault(timeline)?.Remove(stored) is true) continue;
            findings.Add("row-altered", $"timeline {timeline}, title",
                $"No event makes it read {stored.Text} from {stored.KnownFrom} to {stored.KnownTo}.");
        }

        foreach (var (timeline, titles) in _expected)
            foreach (var missing in titles)
                findings.Add("row-missing", $"timeline {timeline}, title",
                    $"{missing.Text} from position {missing.KnownFrom} is not there.");
    }

    private sealed record TimelineTitle(long KnownFrom, long KnownTo, string Text);
}
