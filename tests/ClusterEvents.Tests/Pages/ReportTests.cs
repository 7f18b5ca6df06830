using System.Net;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Reports;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>The report of a period as page and as Word document.</summary>
[Collection<OnSeeds>]
public sealed partial class ReportTests(SeededApp app)
{
    private const string Period = "?from=2022-01-01&to=2022-07-29";

    public static TheoryData<string, string> Reports =>
    [
        .. from timeline in new[] { "cities/can-tho", "campaigns/vi-an-ninh-to-quoc-2022", "clusters/cum-1-bca" }
        from language in new[] { "vi", "en" }
        select new TheoryDataRow<string, string>(timeline, language),
    ];

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Page_and_Word_say_the_same_and_Word_is_valid(string timeline, string language)
    {
        var page = Readable((await app.GetAsync($"/{language}/reports/{timeline}{Period}"))
            .Expect(HttpStatusCode.OK).Text);
        using var word = await WordAsync($"{timeline}.docx{Period}", language);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(word, TestApp.Cancel)
            .Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var texts = word.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>()
            .Select(paragraph => paragraph.InnerText).Where(text => text.Length > 0).ToArray();
        Assert.InRange(texts.Length, 40, 1_000);
        Assert.All(texts, text => Assert.Contains(Readable(text), page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_has_the_form_of_an_administrative_report()
    {
        using var word = await WordAsync($"clusters/cum-1-bca.docx{Period}");

        var text = word.MainDocumentPart!.Document!.Body!.InnerText;
        foreach (var part in new[]
        {
            "BỘ CÔNG AN", "CỤM THI ĐUA SỐ 1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
            "Số: ………/BC-………", "BÁO CÁO", "(Từ 01/01/2022 đến 29/07/2022, theo sổ ghi hoạt động)", "I. TỔ CHỨC",
            "Nơi nhận:",
        })
            Assert.Contains(part, text, StringComparison.Ordinal);
        var margins = word.MainDocumentPart.Document.Body.Descendants<PageMargin>().Single();
        Assert.Equal((1134, 1134, 1701u, 850u),
            (margins.Top!.Value, margins.Bottom!.Value, margins.Left!.Value, margins.Right!.Value));
        Assert.Equal((11906u, 16838u), word.MainDocumentPart.Document.Body.Descendants<PageSize>()
            .Select(size => (size.Width!.Value, size.Height!.Value)).Single());
    }

    [Fact]
    public async Task Its_headings_are_styles_its_pages_are_numbered_from_the_second_on_and_headers_of_tables_repeated()
    {
        using var word = await WordAsync($"clusters/cum-1-bca.docx{Period}");
        var (main, body) = (word.MainDocumentPart!, word.MainDocumentPart!.Document!.Body!);

        var styles = main.StyleDefinitionsPart!.Styles!;
        Assert.Equal(["vi-VN"], styles.Descendants<Languages>().Select(language => language.Val!.Value));
        Assert.Contains(styles.Descendants<RunFonts>(), fonts => fonts.Ascii?.Value == "Times New Roman");
        Assert.Equal(8, body.Descendants<ParagraphStyleId>().Count(style => style.Val?.Value == "Heading1"));
        Assert.Single(body.Descendants<TitlePage>());
        string HeaderOf(HeaderFooterValues pages) => ((HeaderPart)main.GetPartById(
            body.Descendants<HeaderReference>().Single(header => header.Type!.Value == pages).Id!)).Header!.OuterXml;
        Assert.Contains("PAGE", HeaderOf(HeaderFooterValues.Default), StringComparison.Ordinal);
        Assert.DoesNotContain("PAGE", HeaderOf(HeaderFooterValues.First), StringComparison.Ordinal);
        var tables = body.Descendants<Table>().Where(table => table.Descendants<TableStyle>().Any()).ToArray();
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Single(table.Descendants<TableHeader>()));
    }

    [Fact]
    public async Task A_print_names_the_address_at_which_it_can_be_checked()
    {
        var path = $"/vi/reports/cities/can-tho{Period}";
        var page = (await app.GetAsync(path)).Expect(HttpStatusCode.OK).Text;

        var printed = Address().Match(Readable(page)).Value;
        Assert.Matches("^http://.*/vi/reports/cities/can-tho\\?from=2022-01-01&to=2022-07-29&knownAt=[0-9]+$", printed);
        var again = (await app.GetAsync(new Uri(printed).PathAndQuery)).Expect(HttpStatusCode.OK).Text;
        Assert.Equal(Sheet().Match(page).Value, Sheet().Match(again).Value);
    }

    [Theory]
    [InlineData("/v1/timelines/cities/can-tho.docx?kind=MeetingHeld", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("/v1/timelines/cities/can-tho.docx?q=hoa", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("/v1/timelines/cities/can-tho.docx?limit=5", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("/v1/timelines/cities/khong-co.docx", HttpStatusCode.NotFound, "unknown-city")]
    public async Task What_is_no_report_is_refused(string path, HttpStatusCode status, string code) =>
        (await app.GetAsync(path)).Refused(status, code);

    [Theory]
    [InlineData("/vi/reports/cities/khong-co", HttpStatusCode.NotFound)]
    [InlineData("/vi/reports/cities/can-tho?from=2022-07-29&to=2022-01-01", HttpStatusCode.BadRequest)]
    [InlineData("/vi/reports/clusters/cum-1-bca", HttpStatusCode.OK)]
    public async Task A_report_without_a_period_is_of_this_year(string path, HttpStatusCode status) =>
        (await app.GetAsync(path)).Expect(status);

    [Theory]
    [InlineData("2022-01-01", "2022-12-31", "năm 2022", "2022")]
    [InlineData("2022-01-01", "2022-06-30", "6 tháng đầu năm 2022", "first half of 2022")]
    [InlineData("2022-07-01", "2022-12-31", "6 tháng cuối năm 2022", "second half of 2022")]
    [InlineData("2022-04-01", "2022-06-30", "quý II năm 2022", "quarter 2 of 2022")]
    [InlineData("2024-02-01", "2024-02-29", "tháng 2 năm 2024", "February 2024")]
    [InlineData("2022-07-29", "2022-07-29", null, null)]
    [InlineData("2022-01-01", "2022-07-29", null, null)]
    public void A_period_is_named_as_in_titles(string from, string to, string? vietnamese, string? english)
    {
        var period = new ReportPeriod(DateOnly.Parse(from, null), DateOnly.Parse(to, null));

        Assert.Equal((vietnamese, english), (period.Named(Language.Vietnamese), period.Named(Language.English)));
    }

    [Theory]
    [InlineData("?from=2022-01-01&to=2022-07-29", "1 Jan 2022 to 29 Jul 2022")]
    [InlineData("?from=2022-07-29&to=2022-07-29", "29 Jul 2022")]
    public async Task A_period_without_a_name_stands_once_and_days_are_written_as_on_pages(string period, string days)
    {
        using var word = await WordAsync($"campaigns/vi-an-ninh-to-quoc-2022.docx{period}", "en");

        var text = word.MainDocumentPart!.Document!.Body!.InnerText;
        var sections = text.IndexOf("I. ORGANISATION", StringComparison.Ordinal);
        Assert.Equal([$"({days}, from the record of activities)"],
            Regex.Matches(text[..sections], @"\([^)]*Jul 2022[^)]*\)").Select(match => match.Value));
        Assert.DoesNotContain("2022-0", text[..sections], StringComparison.Ordinal);
        Assert.EndsWith($"({days}, from the record of activities)", word.PackageProperties.Title,
            StringComparison.Ordinal);
        var written = word.MainDocumentPart.Document.Body.Descendants<TableCell>().Select(cell => cell.InnerText);
        Assert.DoesNotContain(written, cell => Regex.IsMatch(cell, "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?(,|$)"));
    }

    [Theory]
    [InlineData("CÔNG AN THÀNH PHỐ CẦN THƠ", "CÔNG AN THÀNH PHỐ CẦN\u00A0THƠ")]
    [InlineData("CÔNG AN TỈNH ĐỒNG THÁP", "CÔNG AN TỈNH ĐỒNG\u00A0THÁP")]
    [InlineData("CỤM THI ĐUA SỐ 1", "CỤM THI ĐUA SỐ 1")]
    public void The_name_of_a_place_is_not_broken(string agency, string written) =>
        Assert.Equal(written, ReportWords.Unbroken(agency));

    private async Task<WordprocessingDocument> WordAsync(string path, string language = "vi")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/timelines/{path}");
        request.Headers.Add("Accept-Language", language);
        using var answer = await app.Http.SendAsync(request, TestApp.Cancel);
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        return WordprocessingDocument.Open(
            new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestApp.Cancel)), isEditable: false);
    }

    /// <summary>The text of markup, with one blank between words.</summary>
    private static string Readable(string markup) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(markup, " ")), " ").Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"http://\S+/vi/reports/\S+knownAt=[0-9]+")]
    private static partial Regex Address();

    [GeneratedRegex("<div class=\"sheet-body\">.*<div class=\"sheet-foot\">", RegexOptions.Singleline)]
    private static partial Regex Sheet();
}
