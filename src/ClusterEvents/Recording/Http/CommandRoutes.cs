using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Recording.Http;

/// <summary>Maps the route of each command, as declared by its event type.</summary>
public static class CommandRoutes
{
    public static void MapCommands(this IEndpointRouteBuilder routes, EventCatalogue catalogue)
    {
        foreach (var type in catalogue.Types)
            routes.MapWrite(type.Route,
                    (HttpContext http, RecordingEndpoint recording) => recording.RecordAsync(http, type))
                .WithMetadata(type);
    }
}
