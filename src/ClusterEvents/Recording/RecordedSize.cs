using System.Text;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Recording;

/// <summary>
/// How large an activity becomes wherever it goes: as a leaf of the log, where commitments stand for personal fields,
/// and as a line of an export, in which the store's JSON has spaces. Whatever is recorded must fit into both.
/// </summary>
internal static class RecordedSize
{
    /// <summary>The most bytes: those of an entry of the log, one less than those of a line (64 KiB).</summary>
    private const int Largest = EntryBundle.LongestEntry;

    /// <summary>Names and marks, and attributes of a known length.</summary>
    private const int Frame = 1_024;

    /// <summary>A commitment in its quotes.</summary>
    private const int Commitment = 73;

    /// <summary>What JSON makes of a character at most, in bytes: <c>\uFFFF</c>.</summary>
    private const int Escaped = 6;

    /// <summary>Why an entry cannot be recorded; null where it fits.</summary>
    public static Refusal? Refusal(Entry entry)
    {
        var beside = Frame + entry.Personal.Count * Commitment + Escaped * Beside(entry.Draft);
        // Most are so short that nothing needs to be counted: three bytes a character, and a space behind it.
        if (beside + entry.Data.Length * 4 <= Largest) return null;
        var spaces = entry.Data.AsSpan().Count(',') + entry.Data.AsSpan().Count(':');
        return beside + Encoding.UTF8.GetByteCount(entry.Data) + spaces <= Largest ? null : TooLarge;
    }

    /// <summary>The characters of attributes that senders choose.</summary>
    private static int Beside(Draft draft) =>
        draft.Id.Length + draft.Source.Length + (draft.CorrelationId?.Length ?? 0) + (draft.CausationId?.Length ?? 0)
        + (draft.Original?.RecordedBy ?? draft.By.Name).Length
        + draft.Extensions.Sum(one => one.Key.Length + ((one.Value as string)?.Length ?? 10));

    private static readonly Refusal TooLarge = new(StatusCodes.Status400BadRequest, "invalid-request",
        "It takes up more than 64 KiB with all that is recorded of it: record what belongs apart as activities of its "
        + "own.");
}
