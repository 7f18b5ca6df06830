using System.Text;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// Limits the size of an event to what fits into a leaf of the transparency log (where commitments replace personal
/// fields) and into a line of an export (where PostgreSQL's JSON has spaces). Checked before recording, because later
/// it could not be changed.
/// </summary>
public static class SizeLimit
{
    /// <summary>
    /// In bytes: the length of a leaf is a 16-bit number (C2SP tlog-tiles), and a line has at most 64 KiB.
    /// </summary>
    public const int LargestEvent = ushort.MaxValue;

    /// <summary>An upper bound, in bytes, for names, punctuation and attributes of known length.</summary>
    private const int Frame = 1_024;

    /// <summary>The length of a commitment with its quotes, in bytes.</summary>
    private const int Commitment = 73;

    /// <summary>The maximum number of bytes that JSON needs for a character: <c>\uFFFF</c>.</summary>
    private const int Escaped = 6;

    private static readonly Rejection TooLarge = new(RejectionKind.Malformed, "invalid-request", "event-too-large");

    /// <summary>The rejection of an event that is too large; null if it fits.</summary>
    public static Rejection? Check(AcceptedEvent accepted)
    {
        var attributes = Frame + accepted.Personal.Count * Commitment + Escaped * ChosenCharacters(accepted.Draft);
        // An upper bound suffices for most events: three bytes and a space for each character.
        if (attributes + accepted.Data.Length * 4 <= LargestEvent) return null;
        var spaces = accepted.Data.AsSpan().Count(',') + accepted.Data.AsSpan().Count(':');
        return attributes + Encoding.UTF8.GetByteCount(accepted.Data) + spaces <= LargestEvent ? null : TooLarge;
    }

    /// <summary>The length of the attributes that the sender chooses, in characters.</summary>
    private static int ChosenCharacters(Draft draft) =>
        draft.Id.Length + draft.Source.Length + (draft.CorrelationId?.Length ?? 0) + (draft.CausationId?.Length ?? 0)
        + (draft.Original?.RecordedBy ?? draft.By.Name).Length
        + draft.Extensions.Sum(one => one.Key.Length + ((one.Value as string)?.Length ?? 10));
}
