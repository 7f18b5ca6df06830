using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>The form of a whole conference as a page shows it.</summary>
/// <param name="Input">What stands in its fields.</param>
/// <param name="Situation">What it was filled in with.</param>
/// <param name="Sections">Its parts.</param>
/// <param name="Shared">The fields that all parts have in common: day, part of the day, campaign, sources.</param>
/// <param name="Faults">What is wrong, in the order of the page.</param>
/// <param name="Count">The number of entries that it would record.</param>
/// <param name="Note">What there is to say of the form as a whole; null for nothing.</param>
public sealed record ConferenceModel(
    FormInput Input, FormSituation Situation, IReadOnlyList<ConferencePart> Sections, IReadOnlyList<FieldModel> Shared,
    IReadOnlyList<FaultModel> Faults, int Count, string? Note);

/// <summary>A part of a conference as a page shows it.</summary>
/// <param name="Section">Its declaration.</param>
/// <param name="Rows">Its fields, for each entry.</param>
/// <param name="Given">Whether anything was entered.</param>
/// <param name="LeftOut">Whether it was said that there was none.</param>
public sealed record ConferencePart(
    ConferenceSection Section, IReadOnlyList<IReadOnlyList<FieldModel>> Rows, bool Given, bool LeftOut)
{
    public int Faults => Rows.Sum(row => new PartModel("", "", row).Faults);
}
