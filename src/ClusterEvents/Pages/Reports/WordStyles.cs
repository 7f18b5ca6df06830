using ClusterEvents.Domain.Model.Wording;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ClusterEvents.Pages.Reports;

/// <summary>The styles of a report in Word: Times New Roman of 13 points, headings that an outline shows.</summary>
internal static class WordStyles
{
    public const string Letterhead = "Letterhead";
    public const string Title = "Title";
    public const string Period = "Subtitle";
    public const string Open = "Open";
    public const string Section = "Heading1";
    public const string Part = "Heading2";
    public const string Cell = "TableText";
    public const string Recipients = "Recipients";
    public const string Check = "Check";
    public const string Grid = "TableGrid";

    private const string Font = "Times New Roman";

    public static Styles Of(Language language) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font, ComplexScript = Font },
                new FontSize { Val = "26" }, new FontSizeComplexScript { Val = "26" },
                new Languages { Val = language.In("vi-VN", "en-GB"), EastAsia = "vi-VN" })),
            new ParagraphPropertiesDefault()),
        new Style(new StyleName { Val = "Normal" }, new PrimaryStyle(), new StyleParagraphProperties(
            new SpacingBetweenLines
            {
                Before = "60",
                After = "60",
                Line = "288",
                LineRule = LineSpacingRuleValues.Auto,
            },
            new Indentation { FirstLine = "567" }, new Justification { Val = JustificationValues.Both }))
        {
            Type = StyleValues.Paragraph,
            StyleId = "Normal",
            Default = true,
        },
        new Style(new StyleName { Val = "Normal Table" }, new StyleTableProperties(
            new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa },
            new TableCellMarginDefault(
                new TopMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
                new TableCellLeftMargin { Width = 108, Type = TableWidthValues.Dxa },
                new BottomMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
                new TableCellRightMargin { Width = 108, Type = TableWidthValues.Dxa })))
        {
            Type = StyleValues.Table,
            StyleId = "TableNormal",
            Default = true,
        },
        new Style(new StyleName { Val = "Table Grid" }, new BasedOn { Val = "TableNormal" }, new StyleTableProperties(
            new TableBorders(
                Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(),
                Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>())))
        {
            Type = StyleValues.Table,
            StyleId = Grid,
        },
        Of(Letterhead, "Letterhead", Flat(JustificationValues.Center, "0", "0"), new FontSize { Val = "24" }),
        Of(Open, "Open", new StyleParagraphProperties(new Justification { Val = JustificationValues.Left })),
        Of(Title, "Title", Flat(JustificationValues.Center, "0", "0"), new Bold(), new FontSize { Val = "28" }),
        Of(Period, "Subtitle", Flat(JustificationValues.Center, "60", "120"), new Italic()),
        Of(Section, "heading 1", Kept(0, "240", "80"), new Bold()),
        Of(Part, "heading 2", Kept(1, "120", "60"), new Bold(), new Italic()),
        Of(Cell, "Table Text", Flat(JustificationValues.Left, "20", "20"), new FontSize { Val = "24" }),
        Of(Recipients, "Recipients", Flat(JustificationValues.Left, "0", "0"), new FontSize { Val = "22" }),
        Of(Check, "Check", Flat(JustificationValues.Left, "0", "0"), new FontSize { Val = "16" }));

    private static T Line<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0 };

    private static Style Of(
        string id, string name, StyleParagraphProperties paragraph, params OpenXmlElement[] run) => new(
        [
            new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), paragraph,
            .. run.Length > 0 ? [new StyleRunProperties(run)] : Array.Empty<OpenXmlElement>(),
        ])
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
        };

    private static StyleParagraphProperties Flat(JustificationValues side, string before, string after) => new(
        new SpacingBetweenLines { Before = before, After = after, Line = "264", LineRule = LineSpacingRuleValues.Auto },
        new Indentation { FirstLine = "0" }, new Justification { Val = side });

    private static StyleParagraphProperties Kept(int level, string before, string after) => new(
        new KeepNext(), new SpacingBetweenLines { Before = before, After = after },
        new Indentation { FirstLine = "0" }, new Justification { Val = JustificationValues.Left },
        new OutlineLevel { Val = level });
}
