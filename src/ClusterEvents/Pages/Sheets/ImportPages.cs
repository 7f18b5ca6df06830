using ClusterEvents.Domain;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Pages.Sheets;

/// <summary>Upload a spreadsheet as a page: templates, the file, and the drafts that are not recorded yet.</summary>
internal sealed class ImportPages(
    DraftStore drafts, SheetReview review, KindColumn kinds, EventCatalogue catalogue, TimeProvider time)
{
    public const string Path = "/import";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead(Path, (PageContext page, HttpContext http, ImportPages imports) =>
            imports.ShowAsync(page, http, [], 200));
        pages.MapWrite(Path, (PageContext page, HttpContext http, ImportPages imports) => imports.SendAsync(page, http))
            .AnswersStaleToken().TakesFile();
    }

    /// <summary>Whether a request uploads a file, which takes as long as its sender.</summary>
    public static bool IsUpload(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && PageContext.IsPage(request)
        && request.Path.Value![3..].TrimEnd('/').Equals(Path, StringComparison.OrdinalIgnoreCase);

    private async Task<IResult> ShowAsync(PageContext page, HttpContext http, IReadOnlyList<string> faults, int status)
    {
        var by = RecorderClaims.RecorderOf(http);
        return new PageResult<ImportPageView>(page.WithForms(http), new Dictionary<string, object?>
        {
            [nameof(ImportPageView.By)] = by,
            [nameof(ImportPageView.Kinds)] = Offered(by, page.Language),
            [nameof(ImportPageView.Drafts)] = await drafts.ListAsync(by.Subject, http.RequestAborted),
            [nameof(ImportPageView.Faults)] = faults,
        }, status);
    }

    /// <summary>The kinds that a sheet may have, by name; those for administrators to them alone.</summary>
    private IReadOnlyList<ActivityType> Offered(Recorder by, Language language) =>
    [
        .. catalogue.Types.Where(type => KindColumns.Has(type) && (by.IsAdministrator
                || !(type.ForAdministrators || type.StreamKind == Domain.Model.StreamKinds.City)))
            .OrderBy(type => language.KindName(type.Name), StringComparer.Create(VietnameseOrder, ignoreCase: true)),
    ];

    private static readonly System.Globalization.CultureInfo VietnameseOrder =
        System.Globalization.CultureInfo.GetCultureInfo("vi-VN");

    private async Task<IResult> SendAsync(PageContext page, HttpContext http)
    {
        if (!PagePost.IsTokenValid(http))
            return await ShowAsync(
                page, http, [PagePost.WhyAgain(http, page.Language)], StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return await ShowAsync(page, http,
                [
                    page.Language.In(
                        "Chưa chọn tệp. Bấm vào ô chọn tệp, rồi chọn bảng trên máy này.",
                        "Choose a file on this computer."),
                ],
                StatusCodes.Status400BadRequest);
        var (content, refusal) = await SheetUpload.ReadAsync(file, http.RequestAborted);
        if (refusal is not null) return await RefusedAsync(page, http, refusal);
        var by = RecorderClaims.RecorderOf(http);
        var draft = StoredDraft.Of(by.Subject, SheetUpload.NameOf(file.FileName),
            kinds.Find(form["kind"].ToString())?.Name, content!, time.GetUtcNow());
        var sheet = await review.ReadAsync(draft, by, page.Language, http.RequestAborted);
        if (sheet.Refusal is { } unread) return await RefusedAsync(page, http, unread);
        return await drafts.KeepAsync(draft, http.RequestAborted)
            ? new SeeOther(page.To($"{Path}/{draft.Id}")) : await RefusedAsync(page, http, SheetRefusals.NoRoom());
    }

    private Task<IResult> RefusedAsync(PageContext page, HttpContext http, Rejection refusal) => ShowAsync(
        page, http, [RefusalText.Of(page.Language, refusal.Fault)], ProblemResults.StatusOf(refusal.Kind));
}
