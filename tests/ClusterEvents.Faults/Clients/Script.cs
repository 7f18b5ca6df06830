using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>
/// Generates the submissions of one recorder. Random numbers are drawn independently of earlier outcomes; only whether
/// a submission still makes sense depends on them.
/// </summary>
/// <param name="recorder">The name of the recorder.</param>
/// <param name="random">What is drawn from.</param>
/// <param name="nodes">The number of nodes.</param>
/// <param name="histories">Whether hundreds of lines are among what is sent.</param>
internal sealed class Script(string recorder, RandomSource random, int nodes, bool histories = true)
{
    /// <summary>More attempts than any outage lasts.</summary>
    private const int Endless = int.MaxValue;

    /// <summary>Few, so that several recorders often start the same stream at once.</summary>
    private const int SubmissionsPerSharedStream = 8;

    private readonly List<OwnStream> _streams = [];
    private readonly List<Entry> _entries = [];
    private readonly List<Submission> _submissions = [];
    private int _items;

    /// <summary>The next submission; null if the state of its target is uncertain.</summary>
    public Submission? Next()
    {
        var chance = random.Number(1, 100);
        // Corrections need entries: the first submissions start streams.
        if (_entries.Count < 3 || chance <= 25) return Single(Opening(), _streams[^1]);
        if (chance <= 33) return Single(Shared());
        if (chance <= 63) return FollowUp(random.Of(_streams));
        if (chance <= 73) return Many(Transport.Batch, random.Number(2, 6), random.Percent(20));
        if (chance <= 78) return Many(Transport.Lines, random.Number(10, 40), random.Percent(30));
        if (chance <= 79) return histories ? History(random.Number(600, 900)) : null;
        return chance <= 94 ? About(random.Of(_entries)) : Again(random.Of(_submissions));
    }

    /// <summary>Hundreds of first entries: an import that only starts streams.</summary>
    public Submission History(int count)
    {
        var openings = Enumerable.Range(0, count).Select(_ => (Item: Opening(), Stream: _streams[^1])).ToArray();
        return Sealed(Transport.Lines, [.. openings.Select(one => one.Item)],
            sure => Array.ForEach(openings, one => one.Stream.Uncertain |= !sure));
    }

    private Submission? FollowUp(OwnStream stream)
    {
        var submission = Single(Next(stream), stream);
        return stream.Uncertain ? null : submission;
    }

    private Submission Single(Item item, OwnStream? stream = null) =>
        Sealed(random.Percent(50) ? Transport.One : Transport.Route, [item], sure => stream?.Uncertain |= !sure);

    /// <summary>
    /// First entries, later entries and entries on shared streams in one body, with one that breaks a rule if
    /// requested.
    /// </summary>
    private Submission Many(Transport transport, int count, bool spoiled)
    {
        var streams = new List<OwnStream>();
        var items = new List<Item>();
        while (items.Count < count)
        {
            if (streams.Count > 0 && random.Percent(60))
            {
                items.Add(Next(random.Of(streams)));
                continue;
            }

            if (random.Percent(30))
            {
                items.Add(Shared());
                continue;
            }

            items.Add(Opening());
            streams.Add(_streams[^1]);
        }

        if (spoiled) items.Insert(random.Number(0, items.Count), Wrong());
        var submission = Sealed(transport, items, sure => streams.ForEach(stream => stream.Uncertain |= !sure));
        // Such a batch is rejected as a whole: none of its streams is created.
        if (submission.IsWrong) streams.ForEach(stream => stream.Uncertain = true);
        return submission;
    }

    /// <summary>A correction, a retraction or a reinstatement.</summary>
    private Submission? About(Entry entry)
    {
        var change = Change.Of(entry, NextId(), random);
        var submission = Sealed(random.Percent(50) ? Transport.One : Transport.Route, [change.Item], sure =>
        {
            if (sure) change.Made();
            else entry.Uncertain = true;
        });
        return entry is { Uncertain: false, Item.Recorded: not null } ? submission : null;
    }

    /// <summary>An answered submission, repeated as if the response had been lost.</summary>
    private static Submission? Again(Submission submission) =>
        submission.Outcome == Outcome.Acknowledged ? submission : null;

    private Submission Sealed(Transport transport, IReadOnlyList<Item> items, Action<bool> learn)
    {
        var patience = random.Percent(20) ? random.Number(1, 2) : Endless;
        TimeSpan? haste = random.Percent(25) ? random.Between(0.005, 0.2) : null;
        var receipt = random.Percent(5) && transport == Transport.One;
        var submission = new Submission(transport, items, random.Number(0, nodes - 1), patience, haste, receipt, learn);
        _submissions.Add(submission);
        return submission;
    }

    private Item Opening()
    {
        var id = $"{recorder}-{_streams.Count + 1}";
        var stream = new OwnStream(
            random.Of(OwnStream.Kinds), id, random.Of(Situation.Cities), random.Of(Situation.Campaigns));
        _streams.Add(stream);
        return Kept(stream.Opening(NextId(), random), opens: true);
    }

    private Item Next(OwnStream stream) => Kept(stream.Next(NextId(), random), opens: false);

    private Item Kept((Item Item, string Field) made, bool opens)
    {
        if (made.Field.Length > 0) _entries.Add(new(made.Item, made.Field, opens));
        return made.Item;
    }

    /// <summary>
    /// Something on a stream that every recorder writes on at about this time, whoever begins it; nobody rests on it.
    /// </summary>
    private Item Shared()
    {
        var (city, campaign) = (random.Of(Situation.Cities), random.Of(Situation.Campaigns));
        var stream = new OwnStream(
            "community", $"shared-{_submissions.Count / SubmissionsPerSharedStream}", city, campaign);
        return Kept(stream.Opening(NextId(), random), opens: true);
    }

    private Item Wrong()
    {
        var stream = new OwnStream("community", $"{recorder}-wrong-{_items}", "city-unknown", Situation.Campaigns[0]);
        return stream.Opening(NextId(), random).Item with { Wrong = true };
    }

    private string NextId() => $"{recorder}-item-{++_items}";
}
