using ClusterEvents.Domain.Decisions;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>An entry that stands already and may be the same fact, beside the one about to be recorded.</summary>
/// <param name="Form">The form.</param>
/// <param name="Situation">Who records.</param>
/// <param name="Similar">The entry that stands.</param>
/// <param name="Rows">Field by field: its name, what stands, and what would be recorded.</param>
/// <param name="Carried">What was typed.</param>
/// <param name="Unchosen">Whether the page comes back because nothing was chosen.</param>
public sealed record RepeatModel(
    KindForm Form, FormSituation Situation, SimilarEntry Similar,
    IReadOnlyList<(string Name, string? Stands, string? New)> Rows, IReadOnlyList<(string Name, string Value)> Carried,
    bool Unchosen);
