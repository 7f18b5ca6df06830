using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// Finds names in texts, word by word, without regard to case and diacritics: a name may be written without them, and
/// percent-encoded in an address.
/// </summary>
public sealed class NamesInTexts
{
    private readonly string[] _folded;

    public NamesInTexts(IEnumerable<string> names)
    {
        Names = [.. names.Distinct()];
        _folded = [.. Names.Select(Folded).Where(name => name.Trim().Length > 0).Distinct()];
    }

    /// <summary>The names as they are written.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool OccurIn(string text) => OccurInFolded(Folded(text))
        || (text.Contains('%', StringComparison.Ordinal) && OccurInFolded(Folded(Uri.UnescapeDataString(text))));

    private bool OccurInFolded(string folded) =>
        _folded.Any(name => folded.Contains(name, StringComparison.Ordinal));

    /// <summary>The words, each between spaces.</summary>
    private static string Folded(string text) => $" {PlainText.Of(text)} ";
}
