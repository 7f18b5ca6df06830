namespace ClusterEvents.Faults.Clients;

/// <summary>
/// Records one letter after the other. One that is not answered is sent again with the same ids until it is
/// acknowledged, except where its sender gives up.
/// </summary>
internal sealed class Recorder(string name, int seed, Caller caller, Book book, Journal journal)
{
    private readonly List<Letter> _sent = book.Letters.GetOrAdd(name, _ => []);
    private readonly Post _post = new(caller, book, journal);

    /// <param name="closing">From then on no new letter is begun.</param>
    /// <param name="end">Ends what is under way.</param>
    public async Task RunAsync(CancellationToken closing, CancellationToken end)
    {
        var script = new Script(name, new(seed, name), caller.Nodes);
        var pace = new Dice(seed, $"{name}'s pace");
        while (!closing.IsCancellationRequested)
        {
            if (script.Next() is { } letter) await DeliverAsync(letter, end);
            await Task.Delay(pace.Between(0, 0.04), end);
        }
    }

    /// <summary>Sends a letter until its fate is known, or its sender's patience ends.</summary>
    public async Task DeliverAsync(Letter letter, CancellationToken end)
    {
        var again = letter.Fate == Fate.Acknowledged;
        if (!again) _sent.Add(letter);
        for (var attempt = 0; attempt < letter.Patience; attempt++)
        {
            var fate = await _post.SendAsync(letter, attempt, end);
            if (fate == Fate.Unknown) continue;
            if (again && fate != Fate.Acknowledged)
                journal.Violation("what is on record is recognised", $"{letter} was refused when it came again");
            if (again) return;
            letter.Fate = fate;
            if (fate == Fate.Acknowledged) letter.Learn(true);
            else if (!letter.IsWrong) letter.Learn(false);
            return;
        }

        if (again) return;
        book.Count("given up");
        letter.Learn(false);
    }
}
