using System.Collections.Frozen;
using ClusterEvents.Domain.Model.Wording.Refusals.Table;

namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>The table of all sentences; a test requires that each code has one, and that each is used.</summary>
public static class Sentences
{
    private static readonly FrozenDictionary<string, Sentence> All =
        ((Sentence[])[
            .. InputSentences.All, .. ShapeSentences.All, .. EnvelopeSentences.All, .. RegistrySentences.All,
            .. ActivitySentences.All, .. TrackedSentences.All, .. CorrectionSentences.All, .. RightsSentences.All,
            .. RequestSentences.All, .. ReadingSentences.All])
            .ToFrozenDictionary(sentence => sentence.Code, StringComparer.Ordinal);

    /// <summary>Every code.</summary>
    public static IEnumerable<string> Codes => All.Keys;

    /// <summary>The values that a code has for programs, beside those of its sentence.</summary>
    public static IReadOnlyList<string> Also(string code) => All[code].Also;

    /// <summary>The sentence of a code with its placeholders; null if the table has none.</summary>
    public static string? Of(Language language, string code) =>
        All.TryGetValue(code, out var sentence) ? language.In(sentence.Vietnamese, sentence.English) : null;
}
