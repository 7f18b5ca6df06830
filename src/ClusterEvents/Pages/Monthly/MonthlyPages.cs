using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Requests;
using ClusterEvents.Recording.Routing;
using Npgsql;

namespace ClusterEvents.Pages.Monthly;

/// <summary>
/// The sheet of a month, or of several: filled in, looked at once more, and recorded as one batch, all or nothing. The
/// same sheet sent twice is recorded once.
/// </summary>
internal sealed class MonthlyPages(MonthlySheets sheets, CommandRecorder commands, FaultWords words, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/monthly", (PageContext page, HttpContext http, MonthlyPages monthly) =>
            monthly.ShowAsync(page, http));
        pages.MapWrite("/monthly", (PageContext page, HttpContext http, MonthlyPages monthly) =>
            monthly.SendAsync(page, http)).AnswersStaleToken();
    }

    private async Task<IResult> ShowAsync(PageContext page, HttpContext http)
    {
        var asked = http.Request.Query;
        if (await sheets.ReadAsync(http, asked["campaign"], asked["month"], asked["through"]) is not { } sheet)
            return Behind();
        var input = FormInput.Of([]);
        input.Set("key", Identifiers.New(time.GetUtcNow()).ToString());
        var done = int.TryParse(asked["done"], out var count) && count > 0 ? count : 0;
        return Page(page, http, sheet, input, done: done);
    }

    private async Task<IResult> SendAsync(PageContext page, HttpContext http)
    {
        var input = http.Request.HasFormContentType
            ? FormInput.Of(await http.Request.ReadFormAsync(http.RequestAborted)) : FormInput.Of([]);
        if (await sheets.ReadAsync(http, input["campaign"], input["month"], input["through"]) is not { } sheet)
            return Behind();
        if (!PagePost.IsTokenValid(http))
            return Page(page, http, sheet, input, StatusCodes.Status400BadRequest,
                trouble: PagePost.WhyAgain(http, page.Language));
        try
        {
            return await RecordAsync(page, http, sheet, input);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "30";
            return KeptForm.Of(http, page, page.Path, input, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> RecordAsync(PageContext page, HttpContext http, MonthlySheet sheet, FormInput input)
    {
        var language = page.Language;
        var form = new MonthlyForm(sheet, input);
        FaultModel[] taken = [.. form.Taken.Select(cell => new FaultModel(
            null, MonthlyTexts.Cell(language, sheet, cell), language.In(
                "Ô này vừa được ghi, hoặc không điền được nữa. Số của bạn không ghi đè lên; muốn sửa thì đính chính.",
                "This cell has just been recorded, or can no longer be filled in. Yours does not replace it: "
                + "correct it instead.")))];
        if (form.Faults.Count > 0 || taken.Length > 0)
            return Page(page, http, sheet, input, StatusCodes.Status400BadRequest,
                [.. await WordedAsync(sheet, form.Faults, language, http.RequestAborted), .. taken]);
        if (form.Values.Count == 0)
            return Page(page, http, sheet, input, StatusCodes.Status400BadRequest, trouble: language.In(
                "Chưa có ô nào được điền. Điền ít nhất một số rồi gửi.",
                "No cell is filled in. Enter at least one number."));
        if (input["do"] == "edit") return Page(page, http, sheet, input);
        var requests = form.Values.Select(value => value.Request).ToArray();
        var results = input["do"] == "record" ? await commands.RecordTogetherAsync(requests, http.RequestAborted)
            : (await commands.TryAsync(requests, http.RequestAborted)).Results;
        Rejection[] refused = [.. results.Index().SelectMany(one => one.Item.Rejections.Select(
            rejection => rejection with { Field = form.Values[one.Index].Cell.Name }))];
        if (refused.Length > 0)
            return Page(page, http, sheet, input, ProblemResults.StatusOf(refused[0].Kind),
                await WordedAsync(sheet, refused, language, http.RequestAborted));
        if (input["do"] != "record")
            return new PageResult<MonthlyReviewView>(page.WithForms(http), new Dictionary<string, object?>
            {
                [nameof(MonthlyReviewView.Sheet)] = sheet,
                [nameof(MonthlyReviewView.Input)] = input,
                [nameof(MonthlyReviewView.Form)] = form,
            });
        return new SeeOther(page.To("/monthly",
            $"campaign={sheet.Campaign!.CampaignId}&{MonthlySheets.AddressOf(sheet)}&done={results.Count}"));
    }

    private async Task<IReadOnlyList<FaultModel>> WordedAsync(
        MonthlySheet sheet, IReadOnlyList<Rejection> faults, Language language, CancellationToken cancel) =>
        [.. (await words.OfAsync(language, faults, cancel)).Select(one => new FaultModel(
            one.Rejection.Field,
            sheet.Find(one.Rejection.Field ?? "") is { } cell ? MonthlyTexts.Cell(language, sheet, cell)
                : language.In("Số liệu tính đến ngày", "As of"), one.Text))];

    private static IResult Behind() =>
        ProblemResults.Problem(StatusCodes.Status504GatewayTimeout, "list-behind");

    private static PageResult<MonthlyPageView> Page(
        PageContext page, HttpContext http, MonthlySheet sheet, FormInput input, int status = StatusCodes.Status200OK,
        IReadOnlyList<FaultModel>? faults = null, string? trouble = null, int done = 0) =>
        new(page.WithForms(http), new Dictionary<string, object?>
        {
            [nameof(MonthlyPageView.Sheet)] = sheet,
            [nameof(MonthlyPageView.Input)] = input,
            [nameof(MonthlyPageView.Faults)] = faults ?? [],
            [nameof(MonthlyPageView.Trouble)] = trouble,
            [nameof(MonthlyPageView.Done)] = done,
        }, status);
}
