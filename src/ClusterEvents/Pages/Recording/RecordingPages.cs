using ClusterEvents.Pages.Recording.Model;

namespace ClusterEvents.Pages.Recording;

/// <summary>The pages for those who record.</summary>
internal static class RecordingPages
{
    public static void AddRecordingPages(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<FormSituations>().AddSingleton<FormDefaults>().AddSingleton<FormReview>()
        .AddSingleton<FaultWords>().AddSingleton<FindThing>().AddSingleton<FindRepeat>().AddSingleton<FormPages>()
        .AddSingleton<ConferencePages>().AddSingleton<ChooseKind>().AddSingleton<ShowDone>();

    public static void Map(IEndpointRouteBuilder pages)
    {
        ChooseKind.Map(pages);
        ShowDone.Map(pages);
        FormPages.Map(pages);
        ConferencePages.Map(pages);
    }
}
