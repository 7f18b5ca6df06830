using ClusterEvents.Pages.Monthly;

namespace ClusterEvents.Pages.Changes;

/// <summary>The pages that change entries, and the monthly sheet.</summary>
internal static class ChangeRoutes
{
    public static void AddChangePages(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<ChangedEntries>().AddSingleton<ChangePages>().AddSingleton<CorrectPages>()
        .AddSingleton<MonthlySheets>().AddSingleton<MonthlyPages>();

    public static void Map(IEndpointRouteBuilder pages)
    {
        ChangePages.Map(pages);
        CorrectPages.Map(pages);
        MonthlyPages.Map(pages);
    }
}
