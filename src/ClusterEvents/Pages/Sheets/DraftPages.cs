using System.Globalization;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Exchange.Sheets;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Pages.Sheets;

/// <summary>
/// A draft as a page: first what needs a person, then the choice for each row that may be on record, then everything as
/// it will be recorded.
/// </summary>
internal sealed class DraftPages(
    DraftStore drafts, SheetReview review, SheetConfirmation confirmation, KindColumn kinds, TemplateWriter templates,
    FaultWords words)
{
    /// <summary>
    /// The field of a form with the numbers of rows that are left out, or kept although they look repeated.
    /// </summary>
    public const string Drop = "drop", Keep = "keep";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead(ImportPages.Path + "/template.xlsx", (PageContext page, HttpContext http, DraftPages read) =>
            read.TemplateAsync(http.Request.Query["kind"].ToString(), page, http));
        pages.MapRead(ImportPages.Path + "/{id}", (string id, PageContext page, HttpContext http, DraftPages read) =>
            read.ShowAsync(id, page, http, DraftChoices.None, [], StatusCodes.Status200OK));
        pages.MapRead(ImportPages.Path + "/{id}/marked.xlsx", (string id, PageContext page, HttpContext http,
            DraftPages read) => read.MarkedAsync(id, page, http));
        pages.MapWrite(ImportPages.Path + "/{id}", (string id, PageContext page, HttpContext http, DraftPages read) =>
            read.SendAsync(id, page, http)).AnswersStaleToken();
    }

    private async Task<IResult> TemplateAsync(string kind, PageContext page, HttpContext http) =>
        kinds.Find(kind) is not { } type ? ProblemResults.Problem([SheetRefusals.NoTemplate(kind, null)])
            : await templates.AnswerAsync(type, page.Language, http.RequestAborted);

    private Task<IResult> MarkedAsync(string id, PageContext page, HttpContext http) =>
        WithAsync(id, http, async draft =>
    {
        var sheet = await review.ReadAsync(draft, RecorderClaims.RecorderOf(http), page.Language, http.RequestAborted);
        return sheet.Refusal is { } refusal ? ProblemResults.Problem([refusal])
            : new WorkbookResult(MarkedSheet.FileName(draft.Name, page.Language),
                (output, cancel) => MarkedSheet.WriteAsync(sheet, page.Language, output, cancel));
    });

    private Task<IResult> ShowAsync(
        string id, PageContext page, HttpContext http, DraftChoices choices, IReadOnlyList<string> faults,
        int status) =>
        WithAsync(id, http, async draft =>
        {
            var by = RecorderClaims.RecorderOf(http);
            var sheet = await review.ReadAsync(draft, by, page.Language, http.RequestAborted);
            if (sheet.Refusal is { } refusal) return ProblemResults.Problem([refusal]);
            var query = http.Request.Query;
            return new PageResult<DraftPageView>(page.WithForms(http), new Dictionary<string, object?>
            {
                [nameof(DraftPageView.Sheet)] = sheet,
                [nameof(DraftPageView.By)] = by,
                [nameof(DraftPageView.Choices)] = choices,
                [nameof(DraftPageView.Shown)] = query["show"].ToString(),
                [nameof(DraftPageView.Asked)] =
                    int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? number : 1,
                [nameof(DraftPageView.Faults)] = faults,
            }, status);
        });

    private async Task<IResult> SendAsync(string id, PageContext page, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var choices = DraftChoices.Of(form);
        if (!PagePost.IsTokenValid(http))
            return await ShowAsync(id, page, http, choices, [PagePost.WhyAgain(http, page.Language)], 400);
        return form["do"].ToString() switch
        {
            "discard" => await WithAsync(id, http, async draft =>
            {
                await drafts.DeleteAsync(draft.Id, draft.Owner, http.RequestAborted);
                return new SeeOther(page.To(ImportPages.Path));
            }),
            "record" => await RecordAsync(id, page, http, choices),
            _ => await ShowAsync(id, page, http, choices, [], StatusCodes.Status200OK),
        };
    }

    private Task<IResult> RecordAsync(string id, PageContext page, HttpContext http, DraftChoices choices) =>
        WithAsync(id, http, async draft =>
        {
            var (result, rejections) = await confirmation.ConfirmAsync(draft, RecorderClaims.RecorderOf(http),
                [.. choices.Dropped], page.Language, http.RequestAborted);
            return result is not null ? new SeeOther(page.To($"{ImportPages.Path}/{draft.Id}"))
                : await ShowAsync(id, page, http, choices, await WordsAsync([.. rejections.Take(5)], page, http),
                    ProblemResults.StatusOf(rejections[0].Kind));
        });

    /// <summary>The sentences, each after its cell or row.</summary>
    private async Task<IReadOnlyList<string>> WordsAsync(
        IReadOnlyList<Rejection> rejections, PageContext page, HttpContext http) =>
        [.. (await words.OfAsync(page.Language, rejections, http.RequestAborted)).Select(one =>
            one.Rejection.Field is { Length: > 0 } place ? $"{place}: {one.Text}" : one.Text)];

    private async Task<IResult> WithAsync(string id, HttpContext http, Func<StoredDraft, Task<IResult>> answer)
    {
        if (!Guid.TryParse(id, out var key)) return ProblemResults.Problem([SheetRefusals.Unknown()]);
        var (draft, lapsed) = await drafts.FindAsync(key, RecorderClaims.RecorderOf(http).Subject, http.RequestAborted);
        return draft is not null ? await answer(draft)
            : ProblemResults.Problem([lapsed is { } at ? SheetRefusals.Lapsed(at) : SheetRefusals.Unknown()]);
    }
}
