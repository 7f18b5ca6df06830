using System.Threading.RateLimiting;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Limits concurrent requests rather than requests per second, because work under way is what loads the service. A
/// request takes a place of its caller and then one of all: no caller can take what the others need, and anonymous
/// callers have places apart from signed-in ones.
/// </summary>
public static class CallerLimits
{
    /// <summary>
    /// How many requests of one caller may wait for its own places, as a multiple of those. More would only wait in the
    /// service instead of in the client.
    /// </summary>
    private const int WaitingForOwn = 16;

    public static void AddCallerLimits(this WebApplicationBuilder builder)
    {
        var settings = new PlaceSettings(builder.Configuration);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(Own(settings), All(settings));
            options.OnRejected = async (context, _) =>
                await ProblemResults.TooMany(context.HttpContext).ExecuteAsync(context.HttpContext);
        });
    }

    private static PartitionedRateLimiter<HttpContext> Own(PlaceSettings settings) =>
        PartitionedRateLimiter.Create<HttpContext, (Holding, string)>(http =>
        {
            var holding = Holdings.Of(http);
            if (holding == Holding.Nothing) return RateLimitPartition.GetNoLimiter((holding, ""));
            var (places, caller) = (settings.Of(holding), Caller.Of(http));
            return Limiter(
                (holding, caller.Key), places.Each, Math.Min(places.Waiting, WaitingForOwn * places.Each));
        });

    private static PartitionedRateLimiter<HttpContext> All(PlaceSettings settings) =>
        PartitionedRateLimiter.Create<HttpContext, (Holding, bool)>(http =>
        {
            var holding = Holdings.Of(http);
            var signedIn = Caller.Of(http).IsSignedIn;
            if (holding == Holding.Nothing) return RateLimitPartition.GetNoLimiter((holding, signedIn));
            var places = settings.Of(holding);
            return Limiter(
                (holding, signedIn), signedIn ? places.All : settings.OfAnonymous(places), places.Waiting);
        });

    private static RateLimitPartition<TKey> Limiter<TKey>(TKey key, int atOnce, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new()
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
}
