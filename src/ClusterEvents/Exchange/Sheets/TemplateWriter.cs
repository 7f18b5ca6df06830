using System.Buffers;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Reading;
using SpreadCheetah;
using SpreadCheetah.Validations;
using SpreadCheetah.Worksheets;
using Color = System.Drawing.Color;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>
/// Writes templates: a row of headers, with required ones in red and marked with an asterisk, a row with an example,
/// and a hidden sheet with the choices that cells offer.
/// </summary>
public sealed class TemplateWriter(NamesOnRecord names, ExampleRows examples)
{
    private const int LongestSheetName = 31;

    private static readonly Color Required = Color.FromArgb(0xA1, 0x2B, 0x25);

    public async Task<IResult> AnswerAsync(ActivityType type, Language language, CancellationToken cancel)
    {
        var known = await names.ReadAsync(language, cancel);
        return new WorkbookResult(ReadTemplate.FileName(language, language.KindName(type.Name)),
            (output, writing) => WriteAsync(type, known, output, writing));
    }

    private async Task WriteAsync(ActivityType type, SheetNames known, Stream output, CancellationToken cancel)
    {
        var language = known.Context.Language;
        var columns = KindColumns.Of(type).Template;
        var choices = columns.Select(column => ChoicesOf(column, known)).ToArray();
        // Cells have their addresses, which some readers need.
        await using var workbook = await Spreadsheet.CreateNewAsync(
            output, new() { WriteCellReferenceAttributes = true }, cancel);
        await StartAsync(
            workbook, NameOf(type, language), [type.Name, .. columns.Select(column => column.HeaderIn(language))],
            cancel);
        var (plain, required, example) = (
            workbook.AddStyle(new() { Font = { Bold = true }, Alignment = { WrapText = true } }),
            workbook.AddStyle(new() { Font = { Bold = true, Color = Required }, Alignment = { WrapText = true } }),
            workbook.AddStyle(new() { Font = { Italic = true, Color = Color.DimGray } }));
        await workbook.AddRowAsync(
            [
                new(KindColumn.HeaderIn(language), plain),
                .. columns.Select(column => new StyledCell(column.HeaderIn(language) + (column.Required ? " *" : ""),
                    column.Required ? required : plain)),
            ], cancel);
        var texts = examples.Of(type, known);
        if (texts.Count > 0)
            await workbook.AddRowAsync(
                [
                    new(KindColumn.ExampleIn(language, type), example),
                    .. columns.Select(column => new StyledCell(texts.GetValueOrDefault(column.Path, ""), example)),
                ], cancel);
        workbook.AddNote("A1", language.In(
            "Cột có dấu * phải ghi. Dòng 2 là ví dụ, không được nhập vào sổ: xóa đi, hoặc để nguyên.",
            "Columns with * are required. Row 2 is an example and is not recorded: delete it, or leave it as it is."));
        var place = 0;
        for (var index = 0; index < columns.Count; index++)
            if (choices[index].Count > 0) Offer(workbook, index + 1, place++, choices[index].Count, language);
        await WriteChoicesAsync(workbook, [.. choices.Where(some => some.Count > 0)], language, cancel);
        await workbook.FinishAsync(cancel);
    }

    private static Task StartAsync(
        Spreadsheet workbook, string name, IReadOnlyList<string> headers, CancellationToken cancel)
    {
        var options = new WorksheetOptions { FrozenRows = 1, FrozenColumns = 1 };
        for (var index = 0; index < headers.Count; index++)
            options.Column(index + 1).Width = Math.Clamp(headers[index].Length + 4, 14, 34);
        return workbook.StartWorksheetAsync(name, options, cancel).AsTask();
    }

    /// <summary>The choices of a cell: it offers them, and also takes what is understood otherwise.</summary>
    private static void Offer(Spreadsheet workbook, int column, int place, int count, Language language)
    {
        var letters = SpreadsheetUtility.GetColumnName(column + 1);
        var from = SpreadsheetUtility.GetColumnName(place + 1);
        var offered = DataValidation.ListValuesFromCells(ChoicesName(language), $"{from}1:{from}{count}");
        offered.ShowErrorAlert = false;
        workbook.AddDataValidation($"{letters}2:{letters}{Sheet.MostRows + 1}", offered);
    }

    private static async Task WriteChoicesAsync(
        Spreadsheet workbook, IReadOnlyList<IReadOnlyList<string>> choices, Language language, CancellationToken cancel)
    {
        if (choices.Count == 0) return;
        await workbook.StartWorksheetAsync(
            ChoicesName(language), new WorksheetOptions { Visibility = WorksheetVisibility.Hidden }, cancel);
        for (var row = 0; row < choices.Max(some => some.Count); row++)
            await workbook.AddRowAsync(
                [.. choices.Select(some => new DataCell(some.ElementAtOrDefault(row)))], cancel);
    }

    private static IReadOnlyList<string> ChoicesOf(SheetColumn column, SheetNames known)
    {
        var language = known.Context.Language;
        if (column.Path == SheetColumn.Stream || column.ValueType is not { } type) return [];
        if (type.IsEnum) return [.. Enum.GetNames(type).Select(name => ChoiceNames.Of(language, name) ?? name)];
        return column.Path switch
        {
            "campaignIds" => [.. known.Campaigns.Select(key => known.Context.Campaigns.NameOf(key) ?? key)],
            "clusterId" => [.. known.Clusters.Select(key => known.Context.Clusters.NameOf(key) ?? key)],
            // Of a list of cities a cell offers only one.
            _ when type == typeof(CityId) && column.Field is { IsList: false } =>
                [.. known.Cities.Select(key => known.Context.Cities.NameOf(key) ?? key)],
            _ => [],
        };
    }

    /// <summary>What Excel allows in no name of a sheet.</summary>
    private static readonly SearchValues<char> NotInSheetNames = SearchValues.Create("/\\*?[]:'");

    private static string ChoicesName(Language language) => language.In("Lựa chọn", "Choices");

    /// <summary>The name of the kind, by which the sheet is recognised when it comes back.</summary>
    public static string NameOf(ActivityType type, Language language) =>
        language.KindName(type.Name) is { Length: <= LongestSheetName } name
            && !name.AsSpan().ContainsAny(NotInSheetNames)
            ? name : type.Name;
}
