using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Hosting.OpenApi;
using ClusterEvents.Tests.Hosting.OpenApi;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>Templates of every kind, filled in with their examples, beside the API with the same events.</summary>
[Collection<OnSheets>]
public sealed class TemplateTests(SeededApp app, TemplateTests.Other other)
{
    /// <summary>A second installation, in which the API records.</summary>
    public sealed class Other : TestApp
    {
        protected override Template Template => Template.Seeded;
    }

    /// <summary>A membership that ends would end it for all tests.</summary>
    private static readonly string[] Apart = [nameof(MemberLeft)];

    [Fact]
    public void Every_column_of_a_template_is_found_again_by_its_header()
    {
        foreach (var type in StoredEvents.Catalogue.Types.Where(KindColumns.Has))
        {
            var columns = KindColumns.Of(type);
            foreach (var column in columns.Template)
                foreach (var header in new[]
                {
                    column.Vietnamese, column.English, column.Path, column.Vietnamese + " *",
                })
                    Assert.Equal(column.Path, columns.Find(header)?.Path);
        }
    }

    [Theory]
    [InlineData("Nguồn: Tên bài hoặc tên văn bản", "sources[0].title")]
    [InlineData("Nguồn 2: Cơ quan đăng hoặc ban hành", "sources[1].publisher")]
    [InlineData("Nguồn: Danh hiệu, tên", "sources[0].title")]
    [InlineData("Sources: Byline", "sources[0].byline")]
    public void Sources_are_called_as_in_forms_and_as_in_earlier_templates(string header, string path) =>
        Assert.Equal(path, KindColumns.Of(IssueDirective.Type).Find(header)?.Path);

    [Fact]
    public void A_kind_is_found_by_its_name_in_either_language()
    {
        var kinds = new KindColumn(StoredEvents.Catalogue);
        foreach (var type in StoredEvents.Catalogue.Types.Where(KindColumns.Has))
            foreach (var language in new[] { Language.Vietnamese, Language.English })
                Assert.Equal(type, kinds.Find(language.KindName(type.Name)));
        Assert.Equal("DirectiveIssued", kinds.Find("ban hanh chi dao ")?.Name);
    }

    [Theory]
    [InlineData("vi", "Việc", "Nội dung chỉ đạo *", "Ví dụ: Ban hành chỉ đạo")]
    [InlineData("en", "Kind of entry", "Summary *", "Example: Directive issued")]
    public async Task A_template_is_a_valid_workbook_in_the_language_of_the_reader(
        string language, string first, string required, string example)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/templates/DirectiveIssued.xlsx");
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await app.Http.SendAsync(request, TestApp.Cancel);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestApp.Cancel);
        var sheet = XlsxSheet.Read(bytes);

        Assert.Equal(first, sheet.Header[0].Text);
        Assert.Contains(required, sheet.Header.Cells.Select(cell => cell.Text));
        Assert.Equal(example, sheet.Rows.Single()[0].Text);
        Assert.EndsWith(".xlsx", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'),
            StringComparison.Ordinal);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestApp.Cancel).Select(fault => fault.Description));
        var offered = document.WorkbookPart!.WorksheetParts
            .SelectMany(part => part.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.DataValidation>());
        Assert.NotEmpty(offered);
    }

    [Fact]
    public async Task A_kind_without_a_template_is_not_found() =>
        (await app.GetAsync("/v1/templates/DirectiveOverdue.xlsx")).Refused(HttpStatusCode.NotFound, "unknown-kind");

    [Fact]
    public async Task An_example_that_stays_in_its_template_is_not_recorded()
    {
        var template = await app.DownloadAsync("/v1/templates/DirectiveIssued.xlsx");
        var file = await Workbook.OfAsync(template.Name!, Cells(template.Header), Cells(template.Rows[0]));
        var changed = Cells(template.Rows[0]);
        changed[2] = "khác";

        var draft = (await app.UploadAsync(file)).Expect(HttpStatusCode.Created).Json;
        var other = (await app.UploadAsync(
            await Workbook.OfAsync(template.Name!, Cells(template.Header), changed))).Json;

        Assert.Equal(0, (int)draft["counts"]!["rows"]!);
        Assert.Equal("example-row-changed", (string?)other["rows"]![0]!["faults"]![0]!["code"]);
    }

    [Fact]
    public async Task Every_template_with_its_example_records_what_the_api_records()
    {
        foreach (var (language, example) in Languages().Zip(Sent()))
        {
            Assert.True(StoredEvents.Catalogue.TryGetCloudEventType((string)example["type"]!, out var shape));
            var kind = shape.Type;
            example["id"] = $"beside-{kind.Name}";
            var api = await other.PostEventAsync(example);
            var template = await app.DownloadAsync($"/v1/templates/{kind.Name}.xlsx", language);
            var row = Cells(template.Rows[0]);
            row[0] = null;
            // The API takes a chosen key for something new, and so does a column that a program adds.
            var chosen = kind.Opens == Opens.Always ? (string?)example["subject"] : null;
            // What belongs to any stream is shown where that stream is: a template does not ask for its scope.
            object?[] more = kind.StreamKind is null ? ["stream", "scope"] : ["stream"];
            object?[] given = kind.StreamKind is null ? [chosen, (string?)example["data"]!["scope"]] : [chosen];
            var draft = await app.UploadAsync(
                await Workbook.OfAsync(
                    template.Name!, [.. Cells(template.Header), .. more], [.. Filled(row, template), .. given]),
                headers: ("Accept-Language", language));

            var read = draft.Expect(HttpStatusCode.Created).Json["rows"]![0]!;
            var faults = read["faults"]!.AsArray();
            if (api.Status != HttpStatusCode.Created)
            {
                // Some examples are on record with the seeds, and refused either way.
                Assert.True(faults.Count > 0, $"{kind.Name}: {api.Text} but {read}");
                continue;
            }

            Assert.True(faults.Count == 0, $"{kind.Name}: {faults} but {api.Text} for {example}");
            var confirmed = await app.PostAsync($"/v1/imports/{draft.Json["id"]}/confirmation", new { });
            var recorded = confirmed.Expect(HttpStatusCode.Created).Json["rows"]![0]!;
            var (byRoute, bySheet) = (await DataAsync(other, (string)api.Json["activityId"]!),
                await DataAsync(app, (string)recorded["activityId"]!));
            Assert.True(byRoute == bySheet, $"{kind.Name}: {bySheet} instead of {byRoute}");
            if (shape.Type.Opens != Opens.Always || example["subject"] is null) continue;
            Assert.Equal(((string)api.Json["stream"]!).Split('/')[0], ((string)recorded["stream"]!).Split('/')[0]);
        }
    }

    /// <summary>
    /// The examples in an order in which they can be recorded: real ones of the seeds, then fictitious ones.
    /// </summary>
    private static IEnumerable<JsonObject> Sent()
    {
        var examples = new Examples();
        var types = StoredEvents.Catalogue.Types.Where(KindColumns.Has).Where(type => !Apart.Contains(type.Name))
            .ToArray();
        // A template shows a real example where there is one, as the description of the API does.
        var madeUp = Examples.MadeUp.SelectMany(one => types.Where(type =>
            type.Shapes.Any(shape => shape.CloudEventType == (string)one["type"]!))).Distinct().ToArray();
        return types.Except(madeUp).Concat(madeUp).Select(type => examples.CloudEvent(type.CloudEventType)
            ?? throw new InvalidOperationException(MadeUpExampleTests.MissingExample(type.Name)));
    }

    /// <summary>Headers and choices in both languages, in turns.</summary>
    private static IEnumerable<string> Languages()
    {
        while (true)
        {
            yield return "vi";
            yield return "en";
        }
    }

    private static async Task<string> DataAsync(TestApp on, string activityId)
    {
        var data = (await on.GetAsync($"/v1/activities/{activityId}")).Expect(HttpStatusCode.OK).Json["data"]!;
        // The target of a correction is another event in each installation, if it was recorded there.
        return data.ToJsonString(RecordJson.Options);
    }

    /// <summary>The cells of a row up to the last column, so that another one can follow.</summary>
    private static object?[] Filled(object?[] row, Sheet template) =>
        [.. row, .. Enumerable.Repeat<object?>(null, template.Header.Cells.Count - row.Length)];

    private static object?[] Cells(SheetRow row) => [.. row.Cells.Select(cell => (object?)cell.Text)];
}
