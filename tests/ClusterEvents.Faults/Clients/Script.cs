using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>
/// What one recorder sends, letter by letter. Every draw is made whatever became of the letters before; only whether a
/// letter still makes sense depends on that.
/// </summary>
internal sealed class Script(string recorder, Dice dice, int nodes)
{
    /// <summary>More attempts than any outage leaves time for.</summary>
    private const int Endless = int.MaxValue;

    /// <summary>So few that streams are often begun by several at once.</summary>
    private const int LettersToAShare = 8;

    private readonly List<OwnStream> _streams = [];
    private readonly List<Entry> _entries = [];
    private readonly List<Letter> _letters = [];
    private int _items;

    /// <summary>The next letter; null where what it was to be about is not certain.</summary>
    public Letter? Next()
    {
        var chance = dice.Number(1, 100);
        // What is said about entries must be about some: the first letters open streams.
        if (_entries.Count < 3 || chance <= 25) return Single(Opening(), _streams[^1]);
        if (chance <= 33) return Single(Shared());
        if (chance <= 63) return FollowUp(dice.Of(_streams));
        if (chance <= 73) return Many(Door.Batch, dice.Number(2, 6), dice.Percent(20));
        if (chance <= 78) return Many(Door.Lines, dice.Number(10, 40), dice.Percent(30));
        if (chance <= 79) return History(dice.Number(600, 900));
        return chance <= 94 ? About(dice.Of(_entries)) : Again(dice.Of(_letters));
    }

    private Letter? FollowUp(OwnStream stream)
    {
        var letter = Single(Next(stream), stream);
        return stream.Uncertain ? null : letter;
    }

    private Letter Single(Item item, OwnStream? stream = null) =>
        Sealed(dice.Percent(50) ? Door.One : Door.Route, [item], sure => stream?.Uncertain |= !sure);

    /// <summary>Hundreds of openings: nothing but new streams is written in a way of its own.</summary>
    private Letter History(int count)
    {
        var openings = Enumerable.Range(0, count).Select(_ => (Item: Opening(), Stream: _streams[^1])).ToArray();
        return Sealed(Door.Lines, [.. openings.Select(one => one.Item)],
            sure => Array.ForEach(openings, one => one.Stream.Uncertain |= !sure));
    }

    /// <summary>
    /// Openings, what follows on them, and what others write on too, in one body; with one that breaks a rule, where
    /// asked for.
    /// </summary>
    private Letter Many(Door door, int count, bool spoiled)
    {
        var streams = new List<OwnStream>();
        var items = new List<Item>();
        while (items.Count < count)
        {
            if (streams.Count > 0 && dice.Percent(60))
            {
                items.Add(Next(dice.Of(streams)));
                continue;
            }

            if (dice.Percent(30))
            {
                items.Add(Shared());
                continue;
            }

            items.Add(Opening());
            streams.Add(_streams[^1]);
        }

        if (spoiled) items.Insert(dice.Number(0, items.Count), Wrong());
        var letter = Sealed(door, items, sure => streams.ForEach(stream => stream.Uncertain |= !sure));
        // A batch with such an item is refused whole: none of its streams comes into being.
        if (letter.IsWrong) streams.ForEach(stream => stream.Uncertain = true);
        return letter;
    }

    /// <summary>A correction, a retraction, or what undoes one.</summary>
    private Letter? About(Entry entry)
    {
        var change = Change.Of(entry, NextId(), dice);
        var letter = Sealed(dice.Percent(50) ? Door.One : Door.Route, [change.Item], sure =>
        {
            if (sure) change.Made();
            else entry.Uncertain = true;
        });
        return entry is { Uncertain: false, Item.Recorded: not null } ? letter : null;
    }

    /// <summary>A letter that was answered, sent once more as if the answer had been lost.</summary>
    private static Letter? Again(Letter letter) => letter.Fate == Fate.Acknowledged ? letter : null;

    private Letter Sealed(Door door, IReadOnlyList<Item> items, Action<bool> learn)
    {
        var patience = dice.Percent(20) ? dice.Number(1, 2) : Endless;
        TimeSpan? haste = dice.Percent(25) ? dice.Between(0.005, 0.2) : null;
        var receipt = dice.Percent(5) && door == Door.One;
        var letter = new Letter(door, items, dice.Number(0, nodes - 1), patience, haste, receipt, learn);
        _letters.Add(letter);
        return letter;
    }

    private Item Opening()
    {
        var id = $"{recorder}-{_streams.Count + 1}";
        var stream = new OwnStream(
            dice.Of(OwnStream.Kinds), id, dice.Of(Situation.Cities), dice.Of(Situation.Campaigns));
        _streams.Add(stream);
        return Kept(stream.Opening(NextId(), dice), opens: true);
    }

    private Item Next(OwnStream stream) => Kept(stream.Next(NextId(), dice), opens: false);

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
        var (city, campaign) = (dice.Of(Situation.Cities), dice.Of(Situation.Campaigns));
        var stream = new OwnStream("community", $"shared-{_letters.Count / LettersToAShare}", city, campaign);
        return Kept(stream.Opening(NextId(), dice), opens: true);
    }

    private Item Wrong()
    {
        var stream = new OwnStream("community", $"{recorder}-wrong-{_items}", "city-unknown", Situation.Campaigns[0]);
        return stream.Opening(NextId(), dice).Item with { Wrong = true };
    }

    private string NextId() => $"{recorder}-item-{++_items}";
}
