using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using Wolverine.Http;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>Read the receipt of one activity; waits briefly for the first checkpoint that includes it.</summary>
[Tags("Log")]
public static class ReadReceipt
{
    [WolverineGet("/v1/activities/{activityId}/receipt")]
    public static async Task<IResult> Get(string activityId, HttpContext http, EventReplay replay, IReceipts receipts)
    {
        var cancel = http.RequestAborted;
        var errors = new ValidationErrors();
        http.Request.Query.RefuseOthers(errors);
        if (!errors.None) return ProblemResults.Problem(errors.Found);
        if (!Guid.TryParse(activityId, out var id) || await replay.PositionAsync(id, cancel) is not { } position)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, "unknown-activity",
                $"No activity `{activityId}` is on record.");
        if (!await receipts.SealedAsync(position, cancel) || await receipts.FindAsync(id, cancel) is not { } receipt)
        {
            http.Response.Headers.RetryAfter = "2";
            return ProblemResults.Problem(StatusCodes.Status504GatewayTimeout, "not-sealed-yet",
                "No checkpoint stands for it yet. Ask again after the time in Retry-After.");
        }

        return TypedResults.Text(receipt, "text/plain", System.Text.Encoding.UTF8);
    }
}
