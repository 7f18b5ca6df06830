using System.Text.Json;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;
using Wolverine.Runtime;

namespace ClusterEvents.Webhooks;

/// <summary>A webhook delivery that failed after all retries.</summary>
/// <param name="Id">The id of the delivery, for sending it again.</param>
/// <param name="Url">The target, without its query, which may contain a secret.</param>
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

/// <summary>Which page of the deliveries that were given up is asked for.</summary>
public sealed record DeadLettersQuery
{
    /// <summary>The maximum number of items on a page.</summary>
    [Parameter(Least = 1, Most = PageRequest.LargestPage)]
    public int Limit { get; init; } = 50;

    /// <summary>Which page, from 1.</summary>
    [Parameter(Least = 1, Most = 1_000_000)]
    public int Page { get; init; } = 1;
}

/// <summary>See which deliveries to webhooks were given up, and send them again; for an administrator.</summary>
public static class DeadLetters
{
    internal const string MessageType = "deliver-webhook";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/webhooks/dead-letters", List).WithName("ListDeadLetters").WithTags("Webhooks")
            .Answers<DeadLetterPage>("A page, the oldest first").Refuses(400);
        routes.MapWrite("/v1/webhooks/dead-letters/{id}/replay", Replay)
            .WithName("ReplayDeadLetter").WithTags("Webhooks")
            .Answers<DeadLetter>("It is sent again, with all retries anew", StatusCodes.Status202Accepted).Refuses(404);
    }

    /// <summary>Lists the deliveries that were given up, the oldest first; <c>page</c> counts from 1.</summary>
    private static async Task<IResult> List(
        Asked<DeadLettersQuery> asked, IWolverineRuntime runtime, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (limit, page) = (asked.Query.Limit, asked.Query.Page);
        var found = await runtime.Storage.DeadLetters.QueryAsync(
            new() { MessageType = MessageType, PageSize = limit, PageNumber = page }, cancel);
        return TypedResults.Ok(new DeadLetterPage([.. found.Envelopes.Select(View)], found.TotalCount));
    }

    /// <summary>Sends one delivery again, within some seconds and with all retries anew.</summary>
    private static async Task<IResult> Replay(
        [PathParameter("The delivery that was given up")] string id, IWolverineRuntime runtime,
        CancellationToken cancel)
    {
        var letters = runtime.Storage.DeadLetters;
        if (!Guid.TryParse(id, out var letter)
            || await letters.DeadLetterEnvelopeByIdAsync(letter) is not { MessageType: MessageType } found)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, "unknown-dead-letter", ("value", id));
        await letters.ReplayAsync(new DeadLetterEnvelopeQuery([letter]), cancel);
        return TypedResults.Accepted((string?)null, View(found) with { Replaying = true });
    }

    private static DeadLetter View(DeadLetterEnvelope letter)
    {
        var delivery = JsonSerializer.Deserialize<DeliverWebhook>(letter.Envelope.Data, JsonSerializerOptions.Web)!;
        return new(letter.Id, WebhookTarget.Told(delivery.Url), delivery.ActivityId, delivery.Position, letter.SentAt,
            letter.ExceptionMessage, letter.Replayable);
    }
}
