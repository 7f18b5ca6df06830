using System.Threading.RateLimiting;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Live;

/// <summary>
/// How many timelines one caller follows at once: whoever took every place would keep all others from following. A
/// caller is who signed in, or the address of who need not.
/// </summary>
/// <param name="each">The places that a caller has.</param>
public sealed class FollowerPlaces(int each) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _places =
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetConcurrencyLimiter(
            CallerOf(http), _ => new() { PermitLimit = each, QueueLimit = 0 }));

    /// <summary>A place, which is given back by its end; not acquired where the caller has all of its own.</summary>
    public RateLimitLease Take(HttpContext http) => _places.AttemptAcquire(http);

    public IResult Refuse(HttpContext http) => ProblemResults.TooMany(
        http, $"One caller follows {each} timelines at once. End one of yours before you follow another.");

    public void Dispose() => _places.Dispose();

    /// <summary>The two kinds cannot meet: no name is taken for an address.</summary>
    private static string CallerOf(HttpContext http) =>
        http.User.FindFirst("sub") is { } signedIn ? $"name {signedIn.Value}"
            : $"address {http.Connection.RemoteIpAddress}";
}
