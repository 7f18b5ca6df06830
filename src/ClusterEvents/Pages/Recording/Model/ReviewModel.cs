using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Timelines;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>What is shown before anything is recorded.</summary>
/// <param name="Form">The form.</param>
/// <param name="Situation">Who records, and when.</param>
/// <param name="Entries">The entries as their timelines will show them.</param>
/// <param name="Timelines">The timelines: address below the language, and name.</param>
/// <param name="Understood">What was understood of each field: its name and its value.</param>
/// <param name="Consequences">What follows from it on its own.</param>
/// <param name="HasSource">Whether a source is given.</param>
/// <param name="Carried">What was typed, for the way back and for recording.</param>
public sealed record ReviewModel(
    KindForm Form, FormSituation Situation, IReadOnlyList<PageEntry> Entries,
    IReadOnlyList<(string Path, string Name)> Timelines, IReadOnlyList<(string Name, string Value)> Understood,
    IReadOnlyList<string> Consequences, bool HasSource, IReadOnlyList<(string Name, string Value)> Carried)
{
    /// <summary>The address of the form, below the language.</summary>
    public string Path { get; init; } = $"/record/{Form.Slug}";
}
