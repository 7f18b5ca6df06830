using System.Text;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// Limits the size of an event to what fits everywhere it goes: into a leaf of the transparency log, where commitments
/// stand for personal fields, and into a line of an export, where the JSON of the store has spaces.
/// </summary>
public static class SizeLimit
{
    /// <summary>
    /// The most bytes: the length of a leaf is written in 16 bits (C2SP tlog-tiles), and a line has at most 64 KiB.
    /// </summary>
    public const int LargestEvent = ushort.MaxValue;

    /// <summary>An upper bound for names, punctuation and attributes of a known length, in bytes.</summary>
    private const int Frame = 1_024;

    /// <summary>A commitment in its quotes, in bytes.</summary>
    private const int Commitment = 73;

    /// <summary>The most bytes that JSON makes of a character: <c>\uFFFF</c>.</summary>
    private const int Escaped = 6;

    private static readonly Rejection TooLarge = new(RejectionKind.Malformed, "invalid-request",
        "It takes up more than 64 KiB with all that is recorded of it: record what belongs apart as activities of its "
        + "own.");

    /// <summary>Why an event is too large; null where it fits.</summary>
    public static Rejection? Check(AcceptedEvent accepted)
    {
        var attributes = Frame + accepted.Personal.Count * Commitment + Escaped * ChosenCharacters(accepted.Draft);
        // Most events are so short that an upper bound suffices: three bytes and a space for each character.
        if (attributes + accepted.Data.Length * 4 <= LargestEvent) return null;
        var spaces = accepted.Data.AsSpan().Count(',') + accepted.Data.AsSpan().Count(':');
        return attributes + Encoding.UTF8.GetByteCount(accepted.Data) + spaces <= LargestEvent ? null : TooLarge;
    }

    /// <summary>How many characters the attributes have that the sender chooses.</summary>
    private static int ChosenCharacters(Draft draft) =>
        draft.Id.Length + draft.Source.Length + (draft.CorrelationId?.Length ?? 0) + (draft.CausationId?.Length ?? 0)
        + (draft.Original?.RecordedBy ?? draft.By.Name).Length
        + draft.Extensions.Sum(one => one.Key.Length + ((one.Value as string)?.Length ?? 10));
}
