using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>The query of an upload.</summary>
public sealed record ImportQuery
{
    /// <summary>The kind of event of all rows; without it the sheet's name or a column says it.</summary>
    public string? Kind { get; init; }

    /// <summary>The name of the file, as its sender calls it.</summary>
    public string? Name { get; init; }
}

/// <summary>
/// Bring in a spreadsheet: an upload is a draft that shows what would be recorded and what is wrong in which cell; a
/// confirmation records all of it, or nothing.
/// </summary>
public static class Imports
{
    public const string Route = "/v1/imports";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapWrite(Route, PostAsync).WithName("UploadSheet").WithTags("Imports").ReadsLanguage()
            .Takes<byte[]>(SheetFile.WorkbookType).Takes<string>(SheetFile.TableType)
            .Answers<ImportDraft>("The draft", StatusCodes.Status201Created, headers: "Location")
            .Refuses(400, 409, 413, 415);
        routes.MapRead(Route + "/{id}.xlsx", MarkedAsync).WithName("DownloadMarkedSheet")
            .WithTags("Imports").ReadsLanguage()
            .Answers<byte[]>("The sheet with its faults marked", mediaType: SheetFile.WorkbookType).Refuses(404);
        routes.MapRead(Route + "/{id}", GetAsync).WithName("ReadImport").WithTags("Imports").ReadsLanguage()
            .Answers<ImportDraft>("The draft as it would be recorded now").Refuses(404);
        routes.MapWrite(Route + "/{id}/confirmation", ConfirmAsync).WithName("ConfirmImport")
            .WithTags("Imports").ReadsLanguage()
            .Takes<ImportConfirmation>(MediaTypes.Json)
            .Answers<ImportResult>("All rows that are not left out are recorded", StatusCodes.Status201Created)
            .Refuses(400, 403, 404, 409, 422);
    }

    /// <summary>Whether a request uploads a file, which takes as long as its sender.</summary>
    public static bool IsUpload(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.IsTo(Route);

    private static async Task<IResult> PostAsync(
        Asked<ImportQuery> asked, HttpContext http, DraftStore drafts, SheetReview review, KindColumn kinds,
        TimeProvider time)
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (MediaTypes.Refuse(http.Request, SheetFile.WorkbookType, SheetFile.TableType) is { } unsupported)
            return unsupported;
        var kind = asked.Query.Kind is { } given ? kinds.Find(given) : null;
        if (asked.Query.Kind is { } misspelt && kind is null)
            return ProblemResults.Problem([SheetRefusals.NoSuchKind(
                misspelt, kinds.NearestTo(misspelt, ReaderLanguage.Of(http.Request))) with { Field = "kind" }]);
        var (content, refusal) = await SheetUpload.ReadAsync(http.Request, time, http.RequestAborted);
        if (refusal is not null) return ProblemResults.Problem([refusal]);
        var by = RecorderClaims.RecorderOf(http);
        var draft = StoredDraft.Of(
            by.Subject, SheetUpload.NameOf(asked.Query.Name), kind?.Name, content!, time.GetUtcNow());
        var language = ReaderLanguage.Of(http.Request);
        var sheet = await review.ReadAsync(draft, by, language, http.RequestAborted);
        // A file of which nothing can be read is not kept.
        if (sheet.Refusal is { } unread) return ProblemResults.Problem([unread]);
        if (!await drafts.KeepAsync(draft, http.RequestAborted))
            return ProblemResults.Problem([SheetRefusals.NoRoom()]);
        http.Response.Headers.Vary = "Accept-Language";
        return TypedResults.Created($"{Route}/{draft.Id}", ImportDraft.Of(sheet, language));
    }

    private static Task<IResult> GetAsync(
        [PathParameter("The `id` of a draft")] string id, Asked<EmptyQuery> asked, HttpContext http, DraftStore drafts,
        SheetReview review) => ShowAsync(id, asked, http, drafts, review,
        (_, sheet, language) => TypedResults.Ok(ImportDraft.Of(sheet, language)));

    private static Task<IResult> MarkedAsync(
        [PathParameter("The `id` of a draft")] string id, Asked<EmptyQuery> asked, HttpContext http, DraftStore drafts,
        SheetReview review) => ShowAsync(id, asked, http, drafts, review,
        (draft, sheet, language) => new WorkbookResult(MarkedSheet.FileName(draft.Name, language),
            (output, cancel) => MarkedSheet.WriteAsync(sheet, language, output, cancel)));

    /// <summary>Reads a draft as it would be recorded now, and shows it in one of its forms.</summary>
    private static Task<IResult> ShowAsync(
        string id, Asked<EmptyQuery> asked, HttpContext http, DraftStore drafts, SheetReview review,
        Func<StoredDraft, ReviewedSheet, Language, IResult> show) =>
        asked.Malformed is { } malformed ? Task.FromResult(malformed)
        : WithAsync(id, http, drafts, async draft =>
        {
            http.Response.Headers.Vary = "Accept-Language";
            var language = ReaderLanguage.Of(http.Request);
            var sheet = await review.ReadAsync(
                draft, RecorderClaims.RecorderOf(http), language, http.RequestAborted);
            return sheet.Refusal is { } refusal ? ProblemResults.Problem([refusal]) : show(draft, sheet, language);
        });

    private static Task<IResult> ConfirmAsync(
        [PathParameter("The `id` of a draft")] string id, HttpContext http, DraftStore drafts,
        SheetConfirmation confirmation, TimeProvider time) =>
        WithAsync(id, http, drafts, async draft =>
        {
            if (MediaTypes.Refuse(http.Request, MediaTypes.Json) is { } unsupported) return unsupported;
            var (body, malformed) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
            if (malformed is not null) return ProblemResults.Problem([malformed]);
            using (body)
            {
                if (Read(body!) is not { } asked)
                    return ProblemResults.Problem([Rejection.Malformed("leaveOut", "not-numbers-of-rows")]);
                // A confirmation that has begun is not given up half-way because its sender leaves.
                var (result, rejections) = await confirmation.ConfirmAsync(draft, RecorderClaims.RecorderOf(http),
                    asked.LeaveOut, ReaderLanguage.Of(http.Request), http.RequestAborted);
                return result is null ? ProblemResults.Problem(rejections)
                    : TypedResults.Created((string?)null, result);
            }
        });

    private static ImportConfirmation? Read(JsonDocument body)
    {
        try
        {
            return body.Deserialize<ImportConfirmation>(RecordJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<IResult> WithAsync(
        string id, HttpContext http, DraftStore drafts, Func<StoredDraft, Task<IResult>> answer)
    {
        if (!Guid.TryParse(id, out var key)) return ProblemResults.Problem([SheetRefusals.Unknown()]);
        var (draft, lapsed) = await drafts.FindAsync(
            key, RecorderClaims.RecorderOf(http).Subject, http.RequestAborted);
        return draft is not null ? await answer(draft)
            : ProblemResults.Problem([lapsed is { } at ? SheetRefusals.Lapsed(at) : SheetRefusals.Unknown()]);
    }
}
