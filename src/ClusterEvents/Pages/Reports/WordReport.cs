using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ClusterEvents.Pages.Reports;

/// <summary>
/// Writes a report as a Word document in the form of an administrative report: A4 with margins of 20, 15, 20 and 30 mm,
/// page numbers centred at the top from the second page on, and on each page how it can be checked.
/// </summary>
internal static class WordReport
{
    /// <summary>The width of the text in twentieths of a point: A4 without its margins.</summary>
    private const int TextWidth = 11906 - 1701 - 850;

    public static void Write(PeriodReport report, Stream output)
    {
        using var word = WordprocessingDocument.Create(output, WordprocessingDocumentType.Document);
        var main = word.AddMainDocumentPart();
        main.AddNewPart<StyleDefinitionsPart>().Styles = WordStyles.Of(report.Language);
        word.PackageProperties.Title = report.Name;
        word.PackageProperties.Language = report.Language.In("vi-VN", "en-GB");
        main.Document = new(new Body(
            [
                Letterhead(report),
                Text(WordStyles.Letterhead, ""),
                Text(WordStyles.Title, report.Language.In("BÁO CÁO", "REPORT")),
                .. report.Title.Select(line => Text(WordStyles.Title, line)),
                Text(WordStyles.Period, report.Period),
                .. report.Sections.SelectMany(section =>
                    section.Parts.SelectMany(Part).Prepend(Text(WordStyles.Section, section.Heading))),
                Text(WordStyles.Letterhead, ""),
                Signature(report.Language),
                // A table must be followed by a paragraph.
                Text(WordStyles.Check, ""),
                Page(main, report),
            ]));
    }

    /// <summary>Agency and number on the left; national title, motto, place and day on the right.</summary>
    private static Table Letterhead(PeriodReport report) => Plain([TextWidth * 38 / 100, TextWidth * 62 / 100],
        [
            Text(WordStyles.Letterhead, report.Above), Bold(report.Agency), Rule(900),
            Text(WordStyles.Letterhead, ReportWords.Number(report.Language)),
        ],
        [
            Bold(ReportWords.NationalTitle(report.Language)), Bold(ReportWords.Motto(report.Language)), Rule(1300),
            Italic(ReportWords.PlaceAndDay(report.Language)),
        ]);

    private static Table Signature(Language language) => Plain([TextWidth / 2, TextWidth / 2],
        [
            new(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Recipients }),
                Run(ReportWords.Recipients(language), new Bold(), new Italic())),
            .. ReportWords.RecipientLines(language).Select(line => Text(WordStyles.Recipients, line)),
        ],
        [Bold(PeriodReport.Blank), Italic(ReportWords.Signature(language))]);

    private static IEnumerable<OpenXmlElement> Part(ReportPart part) => part switch
    {
        ReportHeading heading => [Text(WordStyles.Part, heading.Text)],
        ReportParagraph paragraph => [Text(paragraph.HasBlank ? WordStyles.Open : "Normal", paragraph.Text)],
        // The empty line keeps the table apart from what follows.
        _ => [Grid((ReportTable)part), Text(WordStyles.Recipients, "")],
    };

    private static Table Grid(ReportTable table)
    {
        int[] widths = [.. table.Columns.Select(column => TextWidth * column.Width / 100)];
        return new(
        [
            new TableProperties(
                new TableStyle { Val = WordStyles.Grid },
                new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })),
            // The header is repeated on each page, and no row is torn apart.
            new TableRow(
            [
                new TableRowProperties(new CantSplit(), new TableHeader()),
                .. table.Columns.Zip(widths, (column, width) => Cell(width,
                    new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Cell }),
                        Run(column.Heading, new Bold())))),
            ]),
            .. table.Rows.Select(row => new TableRow(
            [
                new TableRowProperties(new CantSplit()),
                .. row.Zip(widths, (text, width) => Cell(width, Text(WordStyles.Cell, text))),
            ])),
        ]);
    }

    /// <summary>A table without lines, to place things beside each other.</summary>
    private static Table Plain(int[] widths, params Paragraph[][] cells) => new(
        new TableProperties(
            new TableWidth { Width = $"{widths.Sum()}", Type = TableWidthUnitValues.Dxa },
            new TableLayout { Type = TableLayoutValues.Fixed }),
        new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })),
        new TableRow([
            new TableRowProperties(new CantSplit()),
            .. widths.Zip(cells, (width, paragraphs) => Cell(width, paragraphs)),
        ]));

    private static TableCell Cell(int width, params Paragraph[] paragraphs) => new(
        [
            new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa }),
            .. paragraphs,
        ]);

    /// <summary>The size of the page, its number at the top, and how it can be checked at the foot.</summary>
    private static SectionProperties Page(MainDocumentPart main, PeriodReport report)
    {
        var (number, nothing) = (main.AddNewPart<HeaderPart>(), main.AddNewPart<HeaderPart>());
        number.Header = new(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Letterhead }),
            new SimpleField(Run("2")) { Instruction = "PAGE" }));
        nothing.Header = new(Text(WordStyles.Letterhead, ""));
        var foot = main.AddNewPart<FooterPart>();
        foot.Footer = new(new Paragraph(
            new ParagraphProperties(
                new ParagraphStyleId { Val = WordStyles.Check },
                new ParagraphBorders(new TopBorder { Val = BorderValues.Single, Size = 4, Space = 4 })),
            Run(ReportWords.Check(report))));
        var (first, others, check) = (main.GetIdOfPart(nothing), main.GetIdOfPart(number), main.GetIdOfPart(foot));
        return new(
            new HeaderReference { Type = HeaderFooterValues.First, Id = first },
            new HeaderReference { Type = HeaderFooterValues.Default, Id = others },
            new FooterReference { Type = HeaderFooterValues.First, Id = check },
            new FooterReference { Type = HeaderFooterValues.Default, Id = check },
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin
            {
                Top = 1134,
                Right = 850,
                Bottom = 1134,
                Left = 1701,
                Header = 567,
                Footer = 425,
                Gutter = 0,
            },
            new TitlePage());
    }

    private static Paragraph Text(string style, string text)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        return text.Length > 0 ? new(properties, Run(text)) : new(properties);
    }

    private static Paragraph Bold(string text) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Letterhead }), Run(text, new Bold()));

    private static Paragraph Italic(string text) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Letterhead }), Run(text, new Italic()));

    /// <summary>A short rule below a line of the letterhead.</summary>
    private static Paragraph Rule(int indent) => new(new ParagraphProperties(
        new ParagraphStyleId { Val = WordStyles.Letterhead },
        new ParagraphBorders(new TopBorder { Val = BorderValues.Single, Size = 6, Space = 1 }),
        new SpacingBetweenLines { Before = "20", After = "0", Line = "100", LineRule = LineSpacingRuleValues.Exact },
        new Indentation { Left = $"{indent}", Right = $"{indent}", FirstLine = "0" }));

    private static Run Run(string text, params OpenXmlElement[] properties)
    {
        var shown = new Text(XmlText.Allowed(text)) { Space = SpaceProcessingModeValues.Preserve };
        return properties.Length > 0 ? new(new RunProperties(properties), shown) : new(shown);
    }
}
