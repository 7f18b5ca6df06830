using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

/// <summary>A workbook, read by a library that does not write ours.</summary>
internal sealed class Sheets
{
    private Sheets(IReadOnlyDictionary<string, Sheet> all) => All = all;

    /// <summary>The sheets by name, in their order.</summary>
    public IReadOnlyDictionary<string, Sheet> All { get; }

    public Sheet First => All.Values.First();

    /// <summary>Reads a workbook, which must be valid and have no formula.</summary>
    public static Sheets Of(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var book = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365)
            .Validate(book, TestApp.Cancel).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var workbook = book.WorkbookPart!;
        var formats = workbook.WorkbookStylesPart!.Stylesheet!;
        return new(workbook.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ToDictionary(
            sheet => sheet.Name!.Value!,
            sheet => Sheet.Of(((WorksheetPart)workbook.GetPartById(sheet.Id!)).Worksheet!, formats)));
    }

    /// <summary>A sheet: its rows by header, with texts, numbers and instants as such.</summary>
    public sealed record Sheet(
        IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows, bool HeaderIsFrozen,
        string? Filter, IReadOnlyList<double> Widths)
    {
        public IReadOnlyDictionary<string, object?> Row(string header, object value) =>
            Rows.Single(row => value.Equals(row[header]));

        internal static Sheet Of(Worksheet sheet, Stylesheet styles)
        {
            Assert.Empty(sheet.Descendants<CellFormula>());
            var rows = sheet.Descendants<Row>().Select(row =>
                row.Elements<Cell>().Select(cell => Value(cell, styles)).ToArray()).ToArray();
            string[] headers = [.. rows[0].Select(cell => (string)cell!)];
            return new(headers,
                [.. rows.Skip(1).Select(row => headers.Index().ToDictionary(
                    header => header.Item, header => header.Index < row.Length ? row[header.Index] : null))],
                sheet.Descendants<Pane>().Any(pane =>
                    pane.VerticalSplit?.Value == 1 && pane.State?.Value == PaneStateValues.Frozen),
                sheet.Elements<AutoFilter>().SingleOrDefault()?.Reference?.Value,
                [.. sheet.Descendants<Column>().Select(column => column.Width!.Value)]);
        }

        private static object? Value(Cell cell, Stylesheet styles)
        {
            if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString!.InnerText;
            if (cell.CellValue is not { } value) return null;
            var number = double.Parse(value.Text, CultureInfo.InvariantCulture);
            return IsDate(cell, styles) ? DateTime.FromOADate(number) : number;
        }

        private static bool IsDate(Cell cell, Stylesheet styles)
        {
            var style = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)(cell.StyleIndex?.Value ?? 0));
            return styles.NumberingFormats?.Elements<NumberingFormat>().Any(format =>
                format.NumberFormatId?.Value == style.NumberFormatId?.Value
                && (format.FormatCode!.Value!.Contains("yy", StringComparison.Ordinal)
                    || format.FormatCode.Value.Contains("hh", StringComparison.Ordinal))) == true;
        }
    }
}
