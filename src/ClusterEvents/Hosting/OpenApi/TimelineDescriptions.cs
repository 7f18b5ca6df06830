using ClusterEvents.Domain;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Summaries;
using Microsoft.OpenApi;
using static ClusterEvents.Hosting.OpenApi.RouteDescriptions;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Describes the routes of timelines: pages, summaries and live changes.</summary>
internal static class TimelineDescriptions
{
    private static readonly (string Start, string Name, string What, string Example)[] Owners =
    [
        ("/v1/timelines/cities/{cityId}", "cityId", "The city's key", "can-tho"),
        ("/v1/timelines/campaigns/{campaignId}", "campaignId", "The edition's key", "vi-an-ninh-to-quoc-2022"),
    ];

    private static readonly Dictionary<string, Action<OperationWriter>> Views = new()
    {
        [""] = Page,
        ["/summary"] = Summary,
        ["/live"] = Live,
    };

    public static Action<OperationWriter, Examples>? Find(Route route)
    {
        foreach (var owner in Owners)
            if (route.Path.StartsWith(owner.Start, StringComparison.Ordinal)
                && Views.GetValueOrDefault(route.Path[owner.Start.Length..]) is { } describe)
                return (writer, _) => describe(writer.Path(owner.Name, owner.What, owner.Example));
        return null;
    }

    private static void Page(OperationWriter writer)
    {
        Asked(writer).Answers(200, "A page", TimelineSchemas.Page(writer.Schemas), MediaTypes.Json, "ETag", "Link")
            .Revalidates().Refuses(400, 404, 406, 504);
        foreach (var format in TimelineFormat.All.Where(format => format.MediaType != MediaTypes.Json))
            writer.Answers(200, "", Schemas.Text($"The same; also by the suffix `{format.Suffix}`"), format.MediaType);
    }

    private static void Summary(OperationWriter writer) => Asked(writer)
        .Answers(200, "The timeline in numbers", writer.Schemas.Of(typeof(TimelineSummary))).Refuses(400, 404, 504);

    private static void Live(OperationWriter writer) => AcceptLanguage(writer)
        .Header("Last-Event-ID", Number(0),
            "Resumes after this event, or after the `position` of a page; begins with now where it is left out")
        .Query("lastEventId", Number(0), "The same, for those who cannot send headers; the header goes first")
        .Answers(200, "Events `entry` and `removed`, with the position of what made the change as id",
            TimelineSchemas.Entry(writer.Schemas), FollowTimeline.MediaType).Refuses(400, 404, 406, 504);

    private static OperationWriter Asked(OperationWriter writer) => KnownAt(AcceptLanguage(writer))
        .Query("from", Day(), "The first day of occurrence").Query("to", Day(), "The last day of occurrence, inclusive")
        .QueryList("kind", "Only these kinds", StoredEvents.Catalogue.Types.Select(type => type.Name))
        .Query("q", Schemas.Text(), "Words to find, with or without diacritics; exact spellings come first")
        .Query("order", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["desc", "asc"], Default = "desc" },
            "By day, part of day, hint, time of recording and id; newest first unless asked otherwise")
        .QueryList("include", "What else is shown", TimelineQuery.Includable)
        .Query("atLeast", Number(0), "Waits until the timeline shows everything up to this position, for 5 s at most")
        .Query("limit", Limit(TimelineQuery.LargestPage), "How many entries a page has at most")
        .Query("cursor", Schemas.Text(), "The `next` of the page before; stable while more is recorded");
}
