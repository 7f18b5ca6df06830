using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>Read the receipt of one activity; waits briefly for the first checkpoint that includes it.</summary>
public static class ReadReceipt
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapRead("/v1/activities/{activityId}/receipt", Get).WithTags("Log")
        .Answers<string>("The receipt (C2SP tlog-proof)", mediaType: "text/plain").Refuses(400, 404, 504);

    private static async Task<IResult> Get(
        [PathParameter("The `activityId` of a recording or of an entry")] string activityId, Asked<EmptyQuery> asked,
        HttpContext http, EventReplay replay, IReceipts receipts)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var cancel = http.RequestAborted;
        if (!Guid.TryParse(activityId, out var id) || await replay.PositionAsync(id, cancel) is not { } position)
            return ProblemResults.Unknown("activity", activityId);
        if (!await receipts.SealedAsync(position, cancel) || await receipts.FindAsync(id, cancel) is not { } receipt)
        {
            http.Response.Headers.RetryAfter = "2";
            return ProblemResults.Problem(StatusCodes.Status504GatewayTimeout, "not-sealed-yet", ("seconds", 2));
        }

        return TypedResults.Text(receipt, "text/plain", System.Text.Encoding.UTF8);
    }
}
