using System.Threading.RateLimiting;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Live;

/// <summary>
/// Limits the number of live timelines per caller, so that one caller cannot use up all connections. A caller is the
/// authenticated user, or else the client address.
/// </summary>
/// <param name="each">The limit per caller.</param>
public sealed class FollowerPlaces(int each) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _places =
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetConcurrencyLimiter(
            CallerOf(http), _ => new() { PermitLimit = each, QueueLimit = 0 }));

    /// <summary>Acquires a place, released when the lease is disposed; fails if the caller is at its limit.</summary>
    public RateLimitLease Take(HttpContext http) => _places.AttemptAcquire(http);

    public IResult Refuse(HttpContext http) => ProblemResults.TooMany(
        http, $"One caller follows {each} timelines at once. End one of yours before you follow another.");

    public void Dispose() => _places.Dispose();

    /// <summary>The key of the caller; users and addresses have different prefixes.</summary>
    private static string CallerOf(HttpContext http) =>
        http.User.FindFirst("sub") is { } signedIn ? $"name {signedIn.Value}"
            : $"address {http.Connection.RemoteIpAddress}";
}
