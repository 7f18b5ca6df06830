using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Recording.Routing;
using Scalar.AspNetCore;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>The API description, as a document and as a page. Neither needs a token.</summary>
public static class OpenApi
{
    public const string Document = "v1";

    private const string Page = "/scalar";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<XmlDocs>().AddSingleton<Examples>()
            .AddSingleton<ITemplateExamples>(services => services.GetRequiredService<Examples>())
            .AddOpenApi(Document, options =>
            {
                // The routes read bodies and queries themselves, so API Explorer knows little: the document is written
                // from the routes and the records they read.
                options.ShouldInclude = _ => false;
                options.AddDocumentTransformer<DocumentWriter>();
            });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.Use(KeepPageToItself);
        app.MapGet($"/openapi/{Document}.json", DocumentEndpoint.AnswerAsync).AnswersHead().AllowAnonymous();
        // A browser at the root address is sent to the API page.
        app.MapScalarApiReference(Page, page =>
        {
            page.WithTitle("ClusterEvents").AddDocument(Document);
            // The page loads nothing from other sites.
            page.DisableTelemetry().DisableAgent().DisableMcp().DisableDefaultFonts();
            page.HideClientButton().HideDeveloperTools();
        }).AnswersHead().AllowAnonymous();
    }

    /// <summary>A content security policy that keeps the page from contacting other sites.</summary>
    private static Task KeepPageToItself(HttpContext http, RequestDelegate next)
    {
        // Routing ignores case, so this check does too.
        if (http.Request.Path.StartsWithSegments(Page, StringComparison.OrdinalIgnoreCase))
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
                + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                + "font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";
        return next(http);
    }
}
