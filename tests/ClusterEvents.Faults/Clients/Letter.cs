namespace ClusterEvents.Faults.Clients;

/// <summary>The ways in which items are sent.</summary>
internal enum Door
{
    /// <summary>One CloudEvent.</summary>
    One,

    /// <summary>The command's own route, with an Idempotency-Key.</summary>
    Route,

    /// <summary>A batch, which is kept whole or not at all.</summary>
    Batch,

    /// <summary>Lines, each of which stands for itself.</summary>
    Lines,
}

/// <summary>What became of a letter.</summary>
internal enum Fate
{
    /// <summary>It is under way, or nobody knows what became of it and its sender has given up.</summary>
    Unknown,

    /// <summary>It is on record; of lines, those that are right.</summary>
    Acknowledged,

    /// <summary>It was refused as a whole.</summary>
    Refused,
}

/// <summary>One request of a recorder: the same bytes every time that it is sent.</summary>
/// <param name="Door">The way in.</param>
/// <param name="Items">What it brings.</param>
/// <param name="Home">The node that it is sent to first; another attempt goes to the next one.</param>
/// <param name="Patience">How many attempts are made before it is given up.</param>
/// <param name="Haste">How long its first attempts wait; null where they wait for the answer.</param>
/// <param name="WantsReceipt">Whether its receipt is asked for.</param>
/// <param name="Learn">Told whether it is on record, or may be, when no other attempt is made.</param>
internal sealed record Letter(
    Door Door, IReadOnlyList<Item> Items, int Home, int Patience, TimeSpan? Haste, bool WantsReceipt,
    Action<bool> Learn)
{
    /// <summary>How many attempts make haste: then it must be possible to hear of what takes longer.</summary>
    private const int Hasty = 3;

    public Fate Fate { get; set; }

    /// <summary>How many answers stayed away, or told of a failure.</summary>
    public int Unanswered { get; set; }

    /// <summary>Whether it must be refused as a whole.</summary>
    public bool IsWrong => Door != Door.Lines && Items.Any(item => item.Wrong);

    /// <summary>
    /// How long an attempt waits before the next one is made elsewhere, though it may be at work still.
    /// </summary>
    public TimeSpan? Hurry(int attempt) => attempt < Hasty ? Haste : null;

    public override string ToString() =>
        $"{Door} {Items[0].Id}{(Items.Count > 1 ? $" and {Items.Count - 1} more" : "")}";
}
