using System.Text.Json;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>
/// Read what opens the commitments in the leaf of one activity: without it, who holds a receipt cannot compute the
/// leaf. It is for those who may prove something of it, because a salt that somebody kept lets a later erasure be
/// guessed at.
/// </summary>
public static class ReadOpening
{
    /// <summary>The last part of the path.</summary>
    private const string Name = "opening";

    /// <summary>Whether a request asks for an opening.</summary>
    public static bool IsAskedBy(HttpRequest request) =>
        request.Path.StartsWithSegments("/v1/activities", StringComparison.OrdinalIgnoreCase, out var rest)
        && rest.Value!.TrimEnd('/').EndsWith($"/{Name}", StringComparison.OrdinalIgnoreCase);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapRead($"/v1/activities/{{activityId}}/{Name}", Get).WithTags("Log")
        .Answers<Openings>("The salts, and the commitments to what was erased").Refuses(400, 404);

    private static async Task<IResult> Get(
        [PathParameter("The `activityId` of a recording or of an entry")] string activityId, Asked<EmptyQuery> asked,
        HttpContext http, EventReplay replay)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var cancel = http.RequestAborted;
        if (Guid.TryParse(activityId, out var id) && await replay.PositionAsync(id, cancel) is { } position)
            await foreach (var recorded in replay.AtAsync(position, cancel))
                return TypedResults.Ok(Openings.Of(JsonElement.Parse(recorded.Headers)));
        return ProblemResults.Unknown("activity", activityId);
    }
}
