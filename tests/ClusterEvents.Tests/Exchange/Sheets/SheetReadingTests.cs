using System.IO.Compression;
using System.Text;
using ClusterEvents.Exchange.Sheets.Reading;
using Xunit;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>Tables as the programs of offices save them.</summary>
public sealed class SheetReadingTests
{
    private const string Name = "Đà Nẵng, ngã tư Ễnh ương";

    /// <summary>The encodings in which a table may come: a name, and what makes bytes of a text.</summary>
    public static TheoryData<string> Encodings => ["utf-8", "utf-8 marked", "utf-16le", "utf-16le marked", "utf-16be",
        "utf-16be marked", "windows-1258"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_table_is_read_in_every_encoding_that_offices_write(string encoding)
    {
        var sheet = Read(Encoded($"Tên;Nơi\r\n\"{Name}\";x\r\n", encoding));

        Assert.Equal(["Tên", "Nơi"], Texts(sheet.Header));
        Assert.Equal(Name, sheet.Rows[0][0].Text);
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2;3\n")]
    [InlineData("a,b,c\n\"1,5\",2,3\n")]
    [InlineData("a\tb\tc\n1,5\t2\t3\n")]
    [InlineData("sep=;\na;b;c\n1,5;2;3\n")]
    public void The_separator_is_found(string text)
    {
        var sheet = Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(["a", "b", "c"], Texts(sheet.Header));
        Assert.Equal(["1,5", "2", "3"], Texts(sheet.Rows[0]));
    }

    [Fact]
    public void Empty_lines_count_and_quotes_may_hold_lines()
    {
        var sheet = Read("a;b\n\n\"x\ny\";\"say \"\"so\"\"\"\n"u8.ToArray());

        Assert.Equal((3, "x\ny", "say \"so\""), (sheet.Rows[0].Number, sheet.Rows[0][0].Text, sheet.Rows[0][1].Text));
    }

    [Fact]
    public async Task A_workbook_is_read_as_its_user_sees_it()
    {
        var sheet = Read(await Workbook.OfAsync("Năm 2025",
            ["Ngày", "Số", "Tỷ lệ", "Tên"],
            [
                new DateTime(2025, 3, 14, 0, 0, 0, DateTimeKind.Unspecified), 72.5m, new Workbook.Percentage(0.725m),
                "  Đà Nẵng ",
            ]));

        Assert.Equal("Năm 2025", sheet.Name);
        Assert.Equal(["14/03/2025", "72.5", "72.5", "Đà Nẵng"], Texts(sheet.Rows[0]));
        Assert.Equal([null, 72.5m, 72.5m, null], sheet.Rows[0].Cells.Select(cell => cell.Number));
    }

    [Fact]
    public void Shared_texts_runs_formulas_hidden_sheets_and_missing_rows_are_understood()
    {
        var sheet = Read(Packed(
            ("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                <workbookPr date1904="1"/>
                <sheets><sheet name="ẩn" state="hidden" r:id="a"/><sheet name="hiện" r:id="b"/></sheets></workbook>
                """),
            ("xl/_rels/workbook.xml.rels", """
                <Relationships><Relationship Id="a" Target="no.xml"/>
                <Relationship Id="b" Target="worksheets/one.xml"/></Relationships>
                """),
            ("xl/sharedStrings.xml", """
                <sst><si><t>Tên</t></si><si><r><t>Hải </t></r><r><t>Phòng</t></r><rPh><t>guide</t></rPh></si></sst>
                """),
            ("xl/styles.xml", """
                <styleSheet><numFmts>
                <numFmt numFmtId="164" formatCode="[$-42A]dd\ &quot;tháng&quot;\ mm\ yyyy;@"/></numFmts>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>
                """),
            ("xl/worksheets/one.xml", """
                <worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c></row><row r="3"/>
                <row r="7"><c r="B7" t="s"><v>1</v></c><c r="C7" s="1"><f>TODAY()</f><v>44269</v></c>
                <c r="E7" t="inlineStr"><is><t>x</t></is></c>
                <c r="F7" t="str"><f>A1</f><v>kết quả</v></c></row></sheetData></worksheet>
                """)));

        Assert.Equal(("hiện", 2, 7), (sheet.Name, sheet.Header.Number, sheet.Rows[0].Number));
        Assert.Equal(["", "Hải Phòng", "15/03/2025", "", "x", "kết quả"], Texts(sheet.Rows[0]));
    }

    [Fact]
    public void A_file_that_grows_without_end_is_refused_before_it_fills_the_memory()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "xl/workbook.xml", """
                <workbook xmlns:r="r"><sheets><sheet name="x" r:id="a"/></sheets></workbook>
                """);
            Add(archive, "xl/_rels/workbook.xml.rels",
                """<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>""");
            using var endless = archive.CreateEntry("xl/s.xml").Open();
            endless.Write(
                """<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><!--"""u8);
            var blank = new byte[1 << 20];
            Array.Fill(blank, (byte)32);
            for (var megabyte = 0; megabyte < 200; megabyte++) endless.Write(blank);
        }

        Assert.True(file.Length < 1 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(SheetFile.TryRead(file.ToArray(), out _));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200L << 20);
    }

    [Theory]
    [InlineData("<!DOCTYPE workbook [<!ENTITY a \"aaaaaaaa\">]><workbook>&a;</workbook>")]
    [InlineData("<workbook><sheets/></workbook>")]
    [InlineData("<workbook>")]
    public void A_workbook_that_is_none_is_refused(string workbook) =>
        Assert.Null(SheetFile.TryRead(Packed(("xl/workbook.xml", workbook)), out _));

    [Theory]
    [InlineData("<c r=\"A1\" s=\"0\"><v>2958466</v></c>")]
    [InlineData("<c r=\"A1\" s=\"0\"><v>2958465.9999999</v></c>")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><t>a_xD800_</t></is></c>")]
    [InlineData("<c r=\"A1\" t=\"s\"><v>-1</v></c>")]
    public void A_cell_that_no_spreadsheet_can_show_makes_no_workbook(string cell) =>
        Assert.Null(SheetFile.TryRead(Packed(
            ("xl/workbook.xml", """<workbook xmlns:r="r"><sheets><sheet name="x" r:id="a"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>"""),
            ("xl/styles.xml", """<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>"""),
            ("xl/s.xml", $"<worksheet><sheetData><row r=\"1\">{cell}</row></sheetData></worksheet>")), out _));

    [Fact]
    public void Other_bytes_are_refused()
    {
        Assert.Null(SheetFile.TryRead([], out _));
        Assert.Null(SheetFile.TryRead([.. "PK\u0003\u0004"u8, 1, 2, 3], out _));
        Assert.Null(SheetFile.TryRead([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1], out _));
    }

    [Fact]
    public void Five_thousand_rows_are_read_and_one_more_is_counted()
    {
        Assert.Equal(5_000, Read(Rows(5_000)).Rows.Count);
        Assert.Null(SheetFile.TryRead(Rows(5_001), out var rows));
        Assert.Equal(5_001, rows);
    }

    private static byte[] Rows(int count) =>
        Encoding.UTF8.GetBytes("a;b\n" + string.Concat(Enumerable.Range(1, count).Select(row => $"{row};x\n")));

    private static Sheet Read(byte[] file) => SheetFile.TryRead(file, out _)!;

    private static string[] Texts(SheetRow row) => [.. row.Cells.Select(cell => cell.Text)];

    private static byte[] Encoded(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-8 marked" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16le" => Encoding.Unicode.GetBytes(text),
        "utf-16le marked" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16be" => Encoding.BigEndianUnicode.GetBytes(text),
        "utf-16be marked" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        // It has letters with a mark, and tones beside them.
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1258)!.GetBytes(string.Concat(
            text.Normalize(NormalizationForm.FormC).EnumerateRunes().Select(AsOf1258))),
    };

    /// <summary>A letter as Windows-1258 has it: ễ is ê and a tone.</summary>
    private static string AsOf1258(Rune letter)
    {
        var parts = letter.ToString().Normalize(NormalizationForm.FormD);
        for (var length = parts.Length; length > 0; length--)
        {
            var composed = parts[..length].Normalize(NormalizationForm.FormC) + parts[length..];
            if (CodePagesEncodingProvider.Instance.GetEncoding(1258)!.GetString(
                CodePagesEncodingProvider.Instance.GetEncoding(1258)!.GetBytes(composed)) == composed) return composed;
        }

        // Marks are in another order than tones: ậ is â and a dot below.
        foreach (var tone in "\u0300\u0301\u0303\u0309\u0323".Where(parts.Contains))
            return parts.Replace($"{tone}", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC) + tone;
        return parts;
    }

    private static byte[] Packed(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts) Add(archive, name, text);
        return file.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var part = archive.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text.Trim()));
    }
}
