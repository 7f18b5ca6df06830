using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Pages.Reports;

/// <summary>
/// The report of a period, in the form of an administrative report. A page and a Word document are made of it, so that
/// both say the same. What the record does not know is a dotted blank, to be filled in by hand.
/// </summary>
/// <param name="Language">Its language.</param>
/// <param name="Above">The body above the agency, in capitals; a blank if it is not on record.</param>
/// <param name="Agency">The agency that reports, in capitals; a blank if it is not on record.</param>
/// <param name="Title">The lines of its title below “BÁO CÁO”.</param>
/// <param name="Period">The period, in brackets below the title.</param>
/// <param name="Sections">Its numbered sections.</param>
/// <param name="Check">How a print can be checked.</param>
public sealed record PeriodReport(
    Language Language, string Above, string Agency, IReadOnlyList<string> Title, string Period,
    IReadOnlyList<ReportSection> Sections, ReportCheck Check)
{
    /// <summary>A short blank, as for a number or a day.</summary>
    public const string Gap = "………";

    /// <summary>A blank for a name.</summary>
    public const string Blank = "……………………";

    /// <summary>A blank that fills most of a line.</summary>
    public const string Line = "……………………………………………………";

    /// <summary>The title in one line with the period, for the document.</summary>
    public string Name => string.Join(
        ' ', (Title.Count == 1 ? Title.Append(Period) : Title).Prepend(Language.In("Báo cáo", "Report:")));
}

/// <summary>A numbered section.</summary>
/// <param name="Heading">Its heading, with its number.</param>
/// <param name="Parts">What it says.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportPart> Parts);

/// <summary>A part of a section.</summary>
public abstract record ReportPart;

/// <summary>A heading within a section.</summary>
public sealed record ReportHeading(string Text) : ReportPart;

/// <summary>A paragraph.</summary>
public sealed record ReportParagraph(string Text) : ReportPart
{
    /// <summary>Whether it has a blank: its lines are not stretched to the margin then.</summary>
    public bool HasBlank => Text.Contains(PeriodReport.Gap, StringComparison.Ordinal);
}

/// <summary>A table.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">The texts of its cells, row by row.</param>
public sealed record ReportTable(
    IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportPart;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Width">Its width in hundredths of the table.</param>
public sealed record ReportColumn(string Heading, int Width);

/// <summary>How a print can be checked.</summary>
/// <param name="Address">The address of the page that shows the same.</param>
/// <param name="Position">The position up to which events are included.</param>
/// <param name="KnownUntil">When the last of them was recorded; null if there is none.</param>
/// <param name="Leaves">The number of entries that the newest checkpoint covers; null before the first.</param>
/// <param name="Root">The beginning of its root hash.</param>
/// <param name="HasInferred">Whether an entry is marked as inferred.</param>
public sealed record ReportCheck(
    string Address, long Position, DateTimeOffset? KnownUntil, long? Leaves, string? Root, bool HasInferred);
