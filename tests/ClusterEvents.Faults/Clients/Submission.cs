namespace ClusterEvents.Faults.Clients;

/// <summary>The ways to send items.</summary>
internal enum Transport
{
    /// <summary>One CloudEvent.</summary>
    One,

    /// <summary>The route of the command, with an Idempotency-Key.</summary>
    Route,

    /// <summary>A batch, recorded as a whole or not at all.</summary>
    Batch,

    /// <summary>Lines, each recorded independently.</summary>
    Lines,
}

/// <summary>The outcome of a submission.</summary>
internal enum Outcome
{
    /// <summary>It is in progress, or its sender gave up without knowing the outcome.</summary>
    Unknown,

    /// <summary>It is on record; of lines, the valid ones.</summary>
    Acknowledged,

    /// <summary>It was rejected as a whole.</summary>
    Refused,
}

/// <summary>One request of a recorder, repeated with the same bytes.</summary>
/// <param name="Transport">The way it is sent.</param>
/// <param name="Items">Its items.</param>
/// <param name="Home">The node for the first attempt; each further attempt goes to the next node.</param>
/// <param name="Patience">The number of attempts before it is abandoned.</param>
/// <param name="Haste">The timeout of the first attempts; null to wait for the response.</param>
/// <param name="WantsReceipt">Whether it asks for a receipt.</param>
/// <param name="Learn">Called with whether it is, or may be, on record, after the last attempt.</param>
internal sealed record Submission(
    Transport Transport, IReadOnlyList<Item> Items, int Home, int Patience, TimeSpan? Haste, bool WantsReceipt,
    Action<bool> Learn)
{
    /// <summary>The number of attempts with a short timeout; later ones must be able to finish.</summary>
    private const int Hasty = 3;

    public Outcome Outcome { get; set; }

    /// <summary>The number of attempts without a response or with a failure.</summary>
    public int Unanswered { get; set; }

    /// <summary>Whether it must be rejected as a whole.</summary>
    public bool IsWrong => Transport != Transport.Lines && Items.Any(item => item.Wrong);

    /// <summary>
    /// The timeout of an attempt, after which the next one is sent elsewhere while this one may still run.
    /// </summary>
    public TimeSpan? Hurry(int attempt) => attempt < Hasty ? Haste : null;

    public override string ToString() =>
        $"{Transport} {Items[0].Id}{(Items.Count > 1 ? $" and {Items.Count - 1} more" : "")}";
}
