using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Timelines.Pages;

/// <summary>The timeline that the path of a request names, as a parameter of the handler.</summary>
/// <param name="Key">Its stream, which need not be on record.</param>
public sealed record NamedTimeline(StreamKey Key)
{
    private static readonly Place[] Places =
    [
        new(StreamKinds.City, "cities", "cityId", "The city's key", "can-tho"),
        new(StreamKinds.Campaign, "campaigns", "campaignId", "The edition's key", "vi-an-ninh-to-quoc-2022"),
        new(StreamKinds.Cluster, "clusters", "clusterId", "The cluster's key", "cum-1-bca"),
    ];

    /// <summary>Maps a handler to the timelines of cities, of campaign editions and of clusters.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="before">The path before the timeline, such as <c>/v1/timelines</c>.</param>
    /// <param name="after">The path behind it, such as <c>/summary</c>; empty for the timeline itself.</param>
    /// <param name="handler">A method with a <see cref="NamedTimeline"/> among its parameters.</param>
    /// <param name="title">
    /// The title of the operation, with <c>{0}</c> for the kind; by default from the slice's name.
    /// </param>
    public static IReadOnlyList<RouteHandlerBuilder> Map(
        IEndpointRouteBuilder routes, string before, string after, Delegate handler, string? title = null) =>
    [
        .. Places.Select(place =>
        {
            var slice = handler.Method.DeclaringType!.Name;
            var route = routes.MapRead($"{before}/{place.Folder}/{{{place.Name}}}{after}", handler)
                .WithName($"{slice}Of{char.ToUpperInvariant(place.Kind[0])}{place.Kind[1..]}").WithMetadata(place);
            return title is null ? route
                : route.WithSummary(title.Replace("{0}", place.Kind, StringComparison.Ordinal));
        }),
    ];

    public static ValueTask<NamedTimeline> BindAsync(HttpContext http)
    {
        var place = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Place>();
        return ValueTask.FromResult(new NamedTimeline(new StreamKey(place.Kind, $"{http.GetRouteValue(place.Name)}")));
    }

    /// <summary>Where the timelines of one kind of stream are.</summary>
    private sealed record Place(string Kind, string Folder, string Name, string Description, string Example)
        : PathParameter(Name, Description, Example);
}
