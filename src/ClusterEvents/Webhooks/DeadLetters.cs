using System.Text.Json;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views.Lists;
using Wolverine.Http;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;
using Wolverine.Runtime;

namespace ClusterEvents.Webhooks;

/// <summary>A webhook delivery that failed after all retries.</summary>
/// <param name="Id">The id of the delivery, for sending it again.</param>
/// <param name="Url">The target.</param>
/// <param name="ActivityId">The event.</param>
/// <param name="Position">Its position on record.</param>
/// <param name="SentAt">When it was first queued.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="Replaying">Whether sending it again was requested and is pending.</param>
public sealed record DeadLetter(
    Guid Id, string Url, Guid ActivityId, long Position, DateTimeOffset SentAt, string Reason, bool Replaying);

/// <summary>A page of failed deliveries, oldest first.</summary>
/// <param name="Items">The deliveries of this page.</param>
/// <param name="Total">The number of deliveries on all pages.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, int Total);

/// <summary>Lists failed webhook deliveries and sends them again; for administrators.</summary>
public static class DeadLetters
{
    private const string MessageType = "deliver-webhook";

    /// <summary>Lists the failed deliveries, oldest first; <c>page</c> counts from 1.</summary>
    [WolverineGet("/v1/webhooks/dead-letters")]
    public static async Task<IResult> List(HttpContext http, IWolverineRuntime runtime)
    {
        var (asked, errors) = (http.Request.Query, new ValidationErrors());
        asked.RefuseOthers(errors, "limit", "page");
        var limit = asked.Limit(PageRequest.LargestPage, errors);
        var page = (int)(asked.Number("page", 1, 1_000_000, "must be a page from 1", errors) ?? 1);
        if (!errors.None) return ProblemResults.Problem(errors.Found);

        var found = await runtime.Storage.DeadLetters.QueryAsync(
            new() { MessageType = MessageType, PageSize = limit, PageNumber = page }, http.RequestAborted);
        return TypedResults.Ok(new DeadLetterPage([.. found.Envelopes.Select(View)], found.TotalCount));
    }

    /// <summary>Sends one delivery again, within seconds and with all retries.</summary>
    [WolverinePost("/v1/webhooks/dead-letters/{id}/replay")]
    public static async Task<IResult> Replay(string id, HttpContext http, IWolverineRuntime runtime)
    {
        var letters = runtime.Storage.DeadLetters;
        if (!Guid.TryParse(id, out var letter)
            || await letters.DeadLetterEnvelopeByIdAsync(letter) is not { MessageType: MessageType } found)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, "unknown-dead-letter",
                $"No delivery `{id}` was given up. GET /v1/webhooks/dead-letters lists those that were.");
        await letters.ReplayAsync(new DeadLetterEnvelopeQuery([letter]), http.RequestAborted);
        return TypedResults.Accepted((string?)null, View(found) with { Replaying = true });
    }

    private static DeadLetter View(DeadLetterEnvelope letter)
    {
        var delivery = JsonSerializer.Deserialize<DeliverWebhook>(letter.Envelope.Data, JsonSerializerOptions.Web)!;
        return new(letter.Id, delivery.Url.ToString(), delivery.ActivityId, delivery.Position, letter.SentAt,
            letter.ExceptionMessage, letter.Replayable);
    }
}
