using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>How far a draft is.</summary>
public enum ImportStatus
{
    /// <summary>Cells have faults: correct them in the file and upload it again, or leave the rows out.</summary>
    Faulty,

    /// <summary>All rows can be recorded.</summary>
    Ready,

    /// <summary>It was confirmed, and its rows are on record.</summary>
    Recorded,
}

/// <summary>An uploaded sheet, of which nothing is recorded until it is confirmed.</summary>
/// <param name="Id">The id of the draft: the same for the same file of the same sender.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Sheet">The name of the sheet in its workbook; absent for a file without sheets.</param>
/// <param name="Kind">The kind of event of all rows; absent if each row says its own.</param>
/// <param name="Lapses">Until when the draft is kept.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Counts">The number of rows.</param>
/// <param name="Faults">Headers that mean nothing.</param>
/// <param name="Rows">The rows, in the order of the file. The example of a template is left out.</param>
public sealed record ImportDraft(
    Guid Id, string Name, string? Sheet, string? Kind, DateTimeOffset Lapses, ImportStatus Status, ImportCounts Counts,
    IReadOnlyList<ImportFault> Faults, IReadOnlyList<ImportRow> Rows)
{
    public static ImportDraft Of(ReviewedSheet sheet, Language language) => new(
        sheet.Draft.Id, sheet.Draft.Name, sheet.Sheet?.Name, sheet.Kind?.Name, sheet.Draft.Lapses,
        sheet.IsRecorded ? ImportStatus.Recorded : sheet.IsGood ? ImportStatus.Ready : ImportStatus.Faulty,
        new(sheet.Rows.Count, sheet.Rows.Count(row => row.IsGood), sheet.Rows.Count(row => !row.IsGood),
            sheet.Rows.Count(row => row.IsLikelyRepetition)),
        [.. sheet.HeaderFaults.Select(fault => ImportFault.Of(fault, language, sheet.Names))],
        [.. sheet.Rows.Select(row => ImportRow.Of(row, language, sheet.Names))]);
}

/// <summary>The number of rows of a draft.</summary>
/// <param name="Rows">All of them.</param>
/// <param name="Good">Those that can be recorded.</param>
/// <param name="Faulty">Those with faults.</param>
/// <param name="LikelyRepeated">Those of the good ones that may be on record, or in the sheet, already.</param>
public sealed record ImportCounts(int Rows, int Good, int Faulty, int LikelyRepeated);

/// <summary>A row of a draft, as a timeline would show it, or its faults.</summary>
/// <param name="Row">Its number in the file, from 1; the header counts.</param>
/// <param name="Kind">The kind of event; absent if the row does not say.</param>
/// <param name="OccurredOn">The day; absent if it is unknown, or not understood.</param>
/// <param name="Title">The title; absent for a row with faults.</param>
/// <param name="Summary">One more sentence; may be empty.</param>
/// <param name="CityIds">The cities whose timelines would show it.</param>
/// <param name="Faults">What is wrong.</param>
/// <param name="Similar">Entries on record that may be the same fact, newest first, at most five.</param>
/// <param name="SimilarRows">The numbers of rows above that say the same.</param>
/// <param name="ActivityId">The id of the event that the row is, or would be.</param>
/// <param name="Position">Its position; absent if it is not on record.</param>
public sealed record ImportRow(
    int Row, string? Kind, DateOnly? OccurredOn, string? Title, string? Summary, IReadOnlyList<CityId> CityIds,
    IReadOnlyList<ImportFault> Faults, IReadOnlyList<SimilarEntry> Similar, IReadOnlyList<int> SimilarRows,
    Guid? ActivityId, long? Position)
{
    public static ImportRow Of(DraftRow row, Language language, NameOfStream names)
    {
        var activity = row.Accepted?.Activity ?? row.Draft?.Activity;
        return new(row.Number, row.Type?.Name, activity?.OccurredOn, row.Accepted is null ? null : row.Shown.Title,
            row.Accepted is null ? null : row.Shown.Summary, activity?.CityIds ?? [],
            [.. row.Faults.Select(fault => ImportFault.Of(fault, language, names))], row.Similar,
            row.SimilarRows, row.Draft?.ActivityId, row.OnRecord?.Position);
    }
}

/// <summary>What is wrong with a cell.</summary>
/// <param name="Cell">Its address, such as <c>B14</c>; absent if no single cell is at fault, or its column is
/// missing.</param>
/// <param name="Header">The header of its column.</param>
/// <param name="Field">The path of the field in the data of the event.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Detail">What is wrong and what to do, in the language of the reader.</param>
public sealed record ImportFault(string? Cell, string? Header, string? Field, string Code, string Detail)
{
    public static ImportFault Of(CellFault fault, Language language, NameOfStream names) => new(
        fault.Cell, fault.Header, fault.Why.Field is { Length: > 0 } field ? field : null, fault.Why.Fault.Code,
        RefusalText.Of(language, fault.Why.Fault, names));
}
