using System.Drawing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Exchange.Sheets.Reading;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>
/// Writes a draft as a workbook with its faults marked: each cell in colour and with a note, what to do at the end of
/// the row, and a list of all faults on a second sheet. Rows keep their numbers, so that it can be corrected and
/// uploaded as it is.
/// </summary>
internal static class MarkedSheet
{
    public static string FileName(string name, Language language) =>
        $"{Path.GetFileNameWithoutExtension(name)}{language.In(" - can sua", " - to correct")}.xlsx";

    public static async Task WriteAsync(
        ReviewedSheet reviewed, Language language, Stream output, CancellationToken cancel)
    {
        var sheet = reviewed.Sheet!;
        var rows = reviewed.Rows.ToDictionary(row => row.Number);
        await using var workbook = await Spreadsheet.CreateNewAsync(
            output, new() { WriteCellReferenceAttributes = true }, cancel);
        var width = Math.Max(
            sheet.Header.Cells.Count, sheet.Rows.Select(row => row.Cells.Count).DefaultIfEmpty().Max());
        var options = new WorksheetOptions { FrozenRows = sheet.Header.Number };
        for (var index = 1; index <= width; index++) options.Column(index).Width = 18;
        options.Column(width + 1).Width = 70;
        await workbook.StartWorksheetAsync(
            // The kind that was chosen for the upload is not asked for again.
            reviewed.Draft.Kind is not null ? TemplateWriter.NameOf(reviewed.Kind!, language)
                : sheet.Name is { Length: > 0 } name ? name : language.In("Bảng", "Sheet"), options, cancel);
        var styles = new Styles(
            workbook.AddStyle(new() { Font = { Bold = true }, Alignment = { WrapText = true } }),
            workbook.AddStyle(new()
            {
                Fill = { Color = Color.FromArgb(0xFB, 0xE3, 0xE0) },
                Font = { Color = Color.FromArgb(0xA1, 0x2B, 0x25) },
            }),
            workbook.AddStyle(new() { Alignment = { WrapText = true } }));
        var notes = reviewed.HeaderFaults.Concat(reviewed.Rows.SelectMany(row => row.Faults))
            .Where(fault => fault.Cell is not null).GroupBy(fault => fault.Cell!)
            .ToDictionary(cell => cell.Key, cell => string.Join('\n',
                cell.Select(fault => ImportFault.Of(fault, language, reviewed.Names).Detail)));
        foreach (var row in sheet.Rows.Prepend(sheet.Header))
        {
            // Empty rows count.
            while (workbook.NextRowNumber < row.Number) await workbook.AddRowAsync(Array.Empty<DataCell>(), cancel);
            var says = row == sheet.Header ? SheetLayout.MarkIn(language)
                : rows.TryGetValue(row.Number, out var read) ? Words(read, language, reviewed) : "";
            await workbook.AddRowAsync(
                [
                    .. Enumerable.Range(0, width).Select(index => new StyledCell(row[index].Text,
                        notes.ContainsKey(Sheet.AddressOf(index, row.Number)) ? styles.Fault
                            : row == sheet.Header ? styles.Header : null)),
                    new(says, row == sheet.Header ? styles.Header : styles.Words),
                ], cancel);
        }

        foreach (var (cell, note) in notes) workbook.AddNote(cell, note);
        await WriteSummaryAsync(workbook, reviewed, language, styles.Header, cancel);
        await workbook.FinishAsync(cancel);
    }

    private static async Task WriteSummaryAsync(
        Spreadsheet workbook, ReviewedSheet reviewed, Language language, StyleId header, CancellationToken cancel)
    {
        var options = new WorksheetOptions { FrozenRows = 3 };
        options.Column(3).Width = 26;
        options.Column(4).Width = 100;
        await workbook.StartWorksheetAsync(language.In("Tóm tắt", "Summary"), options, cancel);
        var counts = ImportDraft.Of(reviewed, language).Counts;
        await workbook.AddRowAsync(
            [
                new DataCell(language.In(
                    $"{counts.Rows} dòng: {counts.Good} ghi được, {counts.Faulty} có lỗi, "
                        + $"{counts.LikelyRepeated} có thể trùng",
                    $"{counts.Rows} rows: {counts.Good} good, {counts.Faulty} with faults, "
                        + $"{counts.LikelyRepeated} perhaps repeated")),
            ], cancel);
        await workbook.AddRowAsync(Array.Empty<DataCell>(), cancel);
        await workbook.AddHeaderRowAsync(
            [
                language.In("Dòng", "Row"), language.In("Ô", "Cell"), language.In("Cột", "Column"),
                language.In("Cần sửa", "To correct"),
            ],
            header, cancel);
        var faults = reviewed.HeaderFaults.Select(fault => (reviewed.Sheet!.Header.Number, fault))
            .Concat(reviewed.Rows.SelectMany(row => row.Faults, (row, fault) => (row.Number, fault)));
        foreach (var (number, fault) in faults)
            await workbook.AddRowAsync(
                [
                    new DataCell(number), new(fault.Cell), new(fault.Header),
                    new(ImportFault.Of(fault, language, reviewed.Names).Detail),
                ], cancel);
    }

    private static string Words(DraftRow row, Language language, ReviewedSheet reviewed)
    {
        var similar = string.Join(", ", row.SimilarRows);
        return string.Join('\n', row.Faults.Select(fault => ImportFault.Of(fault, language, reviewed.Names))
            .Select(fault => fault.Cell is { } cell
                ? language.In($"Ô {cell}: {fault.Detail}", $"Cell {cell}: {fault.Detail}")
                : fault.Header is { } header ? $"{header}: {fault.Detail}" : fault.Detail)
            .Concat(row.SimilarRows.Count == 0 ? [] : [language.In($"Giống dòng {similar}.", $"Like row {similar}.")])
            .Concat(row.IsLikelyRepetition ? row.Similar.Select(entry =>
                language.In($"Có thể đã ghi: {entry.Title}.", $"Perhaps on record: {entry.Title}.")) : []));
    }

    /// <param name="Header">The headers.</param>
    /// <param name="Fault">A cell with a fault.</param>
    /// <param name="Words">What to do.</param>
    private sealed record Styles(StyleId Header, StyleId Fault, StyleId Words);
}
