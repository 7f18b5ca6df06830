using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>Read the template of a kind of event: a workbook to fill in and upload.</summary>
public static class ReadTemplate
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/templates/{kind}.xlsx", GetAsync)
        .WithName("DownloadTemplate").WithTags("Imports").ReadsLanguage()
        .Answers<byte[]>(
            "Headers and choices in the language of the reader, and an example", mediaType: SheetFile.WorkbookType)
        .Refuses(404);

    private static async Task<IResult> GetAsync(
        [PathParameter("The kind of event", Example = nameof(DirectiveIssued))] string kind, Asked<EmptyQuery> asked,
        HttpContext http, TemplateWriter templates, KindColumn kinds)
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (kinds.Find(kind) is not { } type)
            return ProblemResults.Problem([SheetRefusals.NoTemplate(
                kind, kinds.NearestTo(kind, ReaderLanguage.Of(http.Request)))]);
        http.Response.Headers.Vary = "Accept-Language";
        return await templates.AnswerAsync(type, ReaderLanguage.Of(http.Request), http.RequestAborted);
    }

    /// <summary>The name of the file of a template.</summary>
    internal static string FileName(Language language, string kindName) =>
        $"{language.In("mau", "template")}-{Slug.Of(kindName)}.xlsx";
}
