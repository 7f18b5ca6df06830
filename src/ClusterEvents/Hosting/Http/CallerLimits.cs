using System.Globalization;
using System.Threading.RateLimiting;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Limits concurrent requests rather than requests per second, because work under way is what loads the service. A
/// request takes a place of its caller and then one of all: no caller can take what the others need, and anonymous
/// callers have places apart from signed-in ones.
/// </summary>
/// <remarks>
/// ASP.NET Core's rate limiting middleware is not used: it has a limiter of its own for policies of endpoints, of which
/// there are none, and never disposes of it. Its timer, ten times a second, then keeps the whole host alive.
/// </remarks>
public sealed class CallerLimits : IDisposable
{
    /// <summary>
    /// How many requests of one caller may wait for its own places, as a multiple of those. More would only wait in the
    /// service instead of in the client.
    /// </summary>
    private const int WaitingForOwn = 16;

    /// <summary>
    /// A page of more items than this is a large one: it takes several times the work of a usual one.
    /// </summary>
    private const int LargestUsualPage = 50;

    private readonly ReadingPlaces _reads;
    private readonly PartitionedRateLimiter<HttpContext> _own;
    private readonly PartitionedRateLimiter<HttpContext> _all;
    private readonly PartitionedRateLimiter<HttpContext> _both;

    public CallerLimits(PlaceSettings settings, TimeProvider time)
    {
        var reads = settings.Of(Holding.Request);
        _reads = new(reads with { Waiting = WaitingOf(reads) }, settings.RequestsBesideOthers, time);
        _own = Own(settings);
        _all = All(settings);
        _both = PartitionedRateLimiter.CreateChained(_own, _all);
    }

    /// <summary>Handles a request while it has its places; 429 if there are none and no more may wait.</summary>
    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        var holding = Holdings.Of(http);
        var caller = Caller.Of(http).Key;
        if (holding != Holding.Nothing) _reads.Note(caller);
        using var own = holding == Holding.Request
            ? await _reads.TakeAsync(caller, IsLarge(http.Request), http.RequestAborted) : null;
        using var place = holding == Holding.Request && own is null ? null
            : await _both.AcquireAsync(http, cancellationToken: http.RequestAborted);
        if (place is { IsAcquired: true }) await next(http);
        else await ProblemResults.TooMany(http).ExecuteAsync(http);
    }

    private static bool IsLarge(HttpRequest request) => request.Query["limit"] is [{ } text]
        && int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit > LargestUsualPage;

    private static int WaitingOf(Places places) => Math.Min(places.Waiting, WaitingForOwn * places.Each);

    public void Dispose()
    {
        _both.Dispose();
        _all.Dispose();
        _own.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> Own(PlaceSettings settings) =>
        PartitionedRateLimiter.Create<HttpContext, (Holding, string)>(http =>
        {
            var holding = Holdings.Of(http);
            if (holding is Holding.Nothing or Holding.Request)
                return RateLimitPartition.GetNoLimiter((holding, ""));
            var (places, caller) = (settings.Of(holding), Caller.Of(http));
            return Limiter((holding, caller.Key), places.Each, WaitingOf(places));
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
