using System.Globalization;
using System.Text;
using System.Xml;

namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>
/// Reads the first visible sheet of a workbook (ECMA-376) as its user sees it: formulas by their last value, days by
/// their format. Elements are found by their local names, because two editions of the standard differ in namespaces.
/// </summary>
internal static class XlsxSheet
{
    /// <summary>The maximum length of the text of a cell, which spreadsheets have as well.</summary>
    private const int LongestText = 32_767;

    /// <exception cref="UnreadableSheetException">The file is no workbook, or too large.</exception>
    public static Sheet Read(byte[] bytes)
    {
        try
        {
            using var parts = new BoundedParts(bytes);
            var (name, path, since1904) = FirstVisible(parts);
            var cells = new XlsxCells(SharedTexts(parts), Styles(parts), since1904);
            using var sheet = Part(parts, path);
            return ReadRows(sheet, name, cells);
        }
        // A day beyond the calendar, and a text with half a character, are bad arguments.
        catch (Exception fault) when (
            fault is InvalidDataException or XmlException or FormatException or OverflowException or ArgumentException)
        {
            throw UnreadableSheetException.Because(fault.Message);
        }
    }

    private static Sheet ReadRows(XmlReader sheet, string name, XlsxCells values)
    {
        var rows = new RowCollector();
        var number = 0;
        while (sheet.Read())
        {
            if (!IsStart(sheet, "row")) continue;
            // The number is optional; without it a row follows the one before.
            number = sheet.GetAttribute("r") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : number + 1;
            if (sheet.IsEmptyElement) continue;
            rows.Add(number, ReadCells(sheet, values));
        }

        return rows.Build(name);
    }

    private static List<SheetCell> ReadCells(XmlReader sheet, XlsxCells values)
    {
        var cells = new List<SheetCell>();
        var (depth, column) = (sheet.Depth, -1);
        while (sheet.Read() && sheet.Depth > depth)
        {
            if (!IsStart(sheet, "c")) continue;
            column = sheet.GetAttribute("r") is { } address ? ColumnOf(address) : column + 1;
            var (type, style) = (sheet.GetAttribute("t"), sheet.GetAttribute("s"));
            if (sheet.IsEmptyElement) continue;
            var cell = values.Of(type, style, ReadValue(sheet));
            if (cell.IsEmpty) continue;
            if (column >= Sheet.MostColumns) throw UnreadableSheetException.Because("too many columns");
            while (cells.Count <= column) cells.Add(SheetCell.Empty);
            cells[column] = cell;
        }

        return cells;
    }

    /// <summary>The value of a cell, or its text where the text is in the cell.</summary>
    private static string ReadValue(XmlReader sheet)
    {
        var text = new StringBuilder();
        var depth = sheet.Depth;
        while (sheet.Read() && sheet.Depth > depth)
            if (IsStart(sheet, "v") || IsStart(sheet, "is")) AppendText(sheet, text);
        return text.ToString();
    }

    /// <summary>The text of an element and of those inside of it, without the guide to its pronunciation.</summary>
    private static void AppendText(XmlReader xml, StringBuilder text)
    {
        if (xml.IsEmptyElement) return;
        var (depth, guide) = (xml.Depth, int.MaxValue);
        while (xml.Read() && xml.Depth > depth)
        {
            if (IsStart(xml, "rPh") && !xml.IsEmptyElement) guide = Math.Min(guide, xml.Depth);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == guide) guide = int.MaxValue;
            if (xml.Depth > guide || xml.NodeType
                is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)) continue;
            text.Append(xml.Value);
            if (text.Length > LongestText) throw UnreadableSheetException.Because("a cell is too long");
        }
    }

    /// <summary>The first sheet that its user sees: a template keeps its choices on a hidden one.</summary>
    private static (string Name, string Path, bool Since1904) FirstVisible(BoundedParts parts)
    {
        var (name, id, since1904) = ((string?)null, (string?)null, false);
        using (var workbook = Part(parts, "xl/workbook.xml"))
            while (workbook.Read())
            {
                if (IsStart(workbook, "workbookPr")) since1904 = workbook.GetAttribute("date1904") is "1" or "true";
                if (id is not null || !IsStart(workbook, "sheet")
                    || workbook.GetAttribute("state") is "hidden" or "veryHidden") continue;
                name = workbook.GetAttribute("name");
                while (workbook.MoveToNextAttribute())
                    if (workbook.LocalName == "id" && workbook.Prefix.Length > 0) id = workbook.Value;
                workbook.MoveToElement();
            }

        if (id is null) throw UnreadableSheetException.Because("no visible sheet");
        using var relations = Part(parts, "xl/_rels/workbook.xml.rels");
        while (relations.Read())
            if (IsStart(relations, "Relationship") && relations.GetAttribute("Id") == id
                && relations.GetAttribute("Target") is { } target)
                return (name ?? "", target.StartsWith('/') ? target : $"xl/{target}", since1904);
        throw UnreadableSheetException.Because("no such sheet");
    }

    private static List<string> SharedTexts(BoundedParts parts)
    {
        var texts = new List<string>();
        using var shared = parts.Open("xl/sharedStrings.xml");
        if (shared is null) return texts;
        var text = new StringBuilder();
        while (shared.Read())
        {
            if (!IsStart(shared, "si")) continue;
            text.Clear();
            AppendText(shared, text);
            texts.Add(text.ToString());
        }

        return texts;
    }

    /// <summary>The kind of number for each style of cells.</summary>
    private static List<NumberKind> Styles(BoundedParts parts)
    {
        var (formats, kinds, inCells) = (new Dictionary<int, NumberKind>(), new List<NumberKind>(), false);
        using var styles = parts.Open("xl/styles.xml");
        while (styles?.Read() == true)
        {
            if (styles.LocalName == "cellXfs")
                inCells = styles.NodeType == XmlNodeType.Element && !styles.IsEmptyElement;
            else if (IsStart(styles, "numFmt") && styles.GetAttribute("formatCode") is { } code)
                formats[Number(styles, "numFmtId")] = NumberKinds.Of(code);
            else if (inCells && IsStart(styles, "xf"))
                kinds.Add(formats.TryGetValue(Number(styles, "numFmtId"), out var own) ? own
                    : NumberKinds.OfBuiltIn(Number(styles, "numFmtId")));
        }

        return kinds;
    }

    private static int Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static XmlReader Part(BoundedParts parts, string name) =>
        parts.Open(name) ?? throw UnreadableSheetException.Because($"no {name}");

    private static bool IsStart(XmlReader xml, string name) =>
        xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    /// <summary>The number of the column in an address such as <c>B14</c>, from 0.</summary>
    private static int ColumnOf(string address)
    {
        var column = 0;
        foreach (var letter in address.TakeWhile(char.IsAsciiLetterUpper))
            column = checked(column * 26 + letter - 'A' + 1);
        return column > 0 ? column - 1 : throw UnreadableSheetException.Because("no address of a cell");
    }
}
