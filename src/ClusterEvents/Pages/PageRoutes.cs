using ClusterEvents.Pages.Activities;
using ClusterEvents.Pages.Audit;
using ClusterEvents.Pages.Boards;
using ClusterEvents.Pages.Changes;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Home;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording;
using ClusterEvents.Pages.Reports;
using ClusterEvents.Pages.Sheets;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Pages;

/// <summary>The pages for people, in Vietnamese below <c>/vi</c> and in English below <c>/en</c>.</summary>
public static class PageRoutes
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.AddPagePosts();
        PageCache.Add(builder.Services);
        builder.AddRecordingPages();
        builder.AddChangePages();
        builder.Services.AddSingleton<KeptDrafts>().AddSingleton<Registers>().AddSingleton<PageEntries>()
            .AddSingleton<ReadTimelinePage>().AddSingleton<ReadYearPage>()
            .AddSingleton<FollowTimelinePage>().AddSingleton<ReadReceiptPage>()
            .AddSingleton<ReadHomePage>().AddSingleton<ReadActivityPage>().AddSingleton<ReadSearchPage>()
            .AddSingleton<ReadRegisters>().AddSingleton<ReadClusterPage>().AddSingleton<ReadCampaignPage>()
            .AddSingleton<ReadDirectivesBoard>().AddSingleton<ReadTargetsPage>().AddSingleton<ReadCommendationsPage>()
            .AddSingleton<ReadAuditPage>().AddSingleton<ReadDifferencesPage>()
            .AddSingleton<PeriodReports>().AddSingleton<ReadReportPage>().AddSingleton<IFeedWriter, ReportWriter>()
            .AddSingleton<ImportPages>().AddSingleton<DraftPages>()
            // Before the writer of JSON, which writes every problem.
            .Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemPageWriter>());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/", (HttpContext http) =>
        {
            http.Response.Headers.Vary = "Accept-Language";
            return TypedResults.Redirect(PageContext.Of(http).ToExactly(""));
        }).ExcludeFromDescription();
        PageAssets.Map(routes);
        var pages = routes.MapGroup("/{language:regex(^(vi|en)$)}").ExcludeFromDescription()
            .AddEndpointFilter(PageQuery.CleanAsync)
            // Posts are checked before they get here (UsePagePosts).
            .DisableAntiforgery();
        // Pages that show nothing but what events say.
        var kept = pages.MapGroup("").CacheOutput(PageCache.Policy);
        ReadHomePage.Map(kept);
        ReadTimelinePage.Map(kept);
        ReadYearPage.Map(kept);
        ReadRegisters.Map(kept);
        ReadClusterPage.Map(kept);
        ReadCampaignPage.Map(kept);
        ReadDirectivesBoard.Map(kept);
        ReadTargetsPage.Map(kept);
        ReadCommendationsPage.Map(kept);
        SignInRoutes.Map(pages);
        FollowTimelinePage.Map(pages);
        ReadActivityPage.Map(pages);
        ReadSearchPage.Map(pages);
        RecordingPages.Map(pages);
        ChangeRoutes.Map(pages);
        ImportPages.Map(pages);
        DraftPages.Map(pages);
        ReadAuditPage.Map(pages);
        MakeVerification.Map(pages);
        ReadDifferencesPage.Map(pages);
        ReadReceiptPage.Map(pages);
        ReadReportPage.Map(pages);
    }
}
