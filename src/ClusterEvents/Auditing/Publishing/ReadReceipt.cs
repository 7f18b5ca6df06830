using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using Wolverine.Http;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>Read the receipt of one activity; it waits a little for the checkpoint that first stands for it.</summary>
[Tags("Log")]
public static class ReadReceipt
{
    [WolverineGet("/v1/activities/{activityId}/receipt")]
    public static async Task<IResult> Get(string activityId, HttpContext http, EventReplay replay, IReceipts receipts)
    {
        var cancel = http.RequestAborted;
        var faults = new Faults();
        http.Request.Query.RefuseOthers(faults);
        if (!faults.None) return Answers.Problem(faults.Found);
        if (!Guid.TryParse(activityId, out var id) || await replay.PositionAsync(id, cancel) is not { } position)
            return Answers.Problem(StatusCodes.Status404NotFound, "unknown-activity",
                $"No activity `{activityId}` is on record.");
        if (!await receipts.SealedAsync(position, cancel) || await receipts.FindAsync(id, cancel) is not { } receipt)
        {
            http.Response.Headers.RetryAfter = "2";
            return Answers.Problem(StatusCodes.Status504GatewayTimeout, "not-sealed-yet",
                "No checkpoint stands for it yet. Ask again after the time in Retry-After.");
        }

        return TypedResults.Text(receipt, "text/plain", System.Text.Encoding.UTF8);
    }
}
