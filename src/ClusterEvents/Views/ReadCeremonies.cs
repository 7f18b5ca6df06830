using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A ceremony in views: the tributes paid on one occasion.</summary>
/// <param name="HeldOn">The day of its first tribute; absent if no day is known.</param>
/// <param name="CityIds">The cities that it concerns.</param>
/// <param name="Tributes">The tributes, in the order in which they were paid.</param>
public sealed record CeremonyView(
    string CeremonyId, string Stream, string? ClusterId, DateOnly? HeldOn, IReadOnlyList<CityId> CityIds,
    IReadOnlyList<string> CampaignIds, IReadOnlyList<TributeView> Tributes);

/// <summary>A tribute.</summary>
/// <param name="Kind">The kind of tribute.</param>
/// <param name="PaidOn">The day it was paid.</param>
/// <param name="Honouree">Whom it honours.</param>
/// <param name="Place">Where it was paid.</param>
/// <param name="Participants">The cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record TributeView(
    TributeKind Kind, DateOnly? PaidOn, string Honouree, string Place, IReadOnlyList<CityId> Participants,
    StreamKey? RelatedTo);

/// <summary>The kind of tribute.</summary>
public enum TributeKind { Flowers, Incense, MartyrsCemeteryVisit }

/// <summary>Which ceremonies are listed.</summary>
public sealed record CeremoniesQuery : PageRequest
{
    internal override ListFilter Filter => Of(StreamKinds.Ceremony);
}

/// <summary>Read ceremonies, one or a list of them, the newest first.</summary>
public static class ReadCeremonies
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/ceremonies", List).WithName("ListCeremonies").WithTags("Ceremonies")
            .Answers<Page<CeremonyView>>("A page, the newest first", headers: "Link").Refuses(400, 504);
        routes.MapRead("/v1/ceremonies/{id}", Get).WithName("ReadCeremony")
            .WithTags("Ceremonies").WithSummary("Read a ceremony")
            .Answers<CeremonyView>("As it is on record", headers: "ETag").HonoursIfMatch().Refuses(400, 404);
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamViews views) =>
        views.OneAsync<Ceremony, CeremonyView>(http, asked, id, View);

    private static Task<IResult> List(Asked<CeremoniesQuery> asked, HttpContext http, StreamViews views) =>
        views.ListAsync(http, asked, View);

    internal static CeremonyView View(ShownStream shown)
    {
        var (key, stream) = (shown.Key, shown.Stream);
        return new(
            key.Id, key.ToString(), ((Ceremony)stream.State!).ClusterId, StreamListings.DayOf(stream.Current).Day,
            [.. StreamListings.CitiesOf(stream)], [.. StreamListings.CampaignsOf(stream)],
            [.. shown.Occurred.Select(Tribute).OfType<TributeView>()]);
    }

    private static TributeView? Tribute(Activity activity) => activity switch
    {
        FlowersOffered one => new(
            TributeKind.Flowers, one.OccurredOn, one.Honouree, one.Place, one.Participants, one.RelatedTo),
        IncenseOffered one => new(
            TributeKind.Incense, one.OccurredOn, one.Honouree, one.Place, one.Participants, one.RelatedTo),
        MartyrsCemeteryVisited one => new(
            TributeKind.MartyrsCemeteryVisit, one.OccurredOn, one.Honouree, one.Place, one.Participants, one.RelatedTo),
        _ => null,
    };
}
