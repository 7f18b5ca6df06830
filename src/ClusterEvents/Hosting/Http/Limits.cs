using System.Threading.RateLimiting;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Live;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterEvents.Hosting.Http;

/// <summary>Limits the size of one request, and the number of concurrent requests.</summary>
public static class Limits
{
    private const int VerificationsWaiting = 8;

    /// <summary>The maximum length of path and query, in bytes.</summary>
    private const int LongestTarget = 8 * 1024;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = RequestBody.LargestHeardOut;
            // The server accepts longer lines than allowed, so that they can be answered with a problem instead of a
            // reset.
            limits.MaxRequestLineSize = 8 * LongestTarget;
            limits.MaxRequestHeadersTotalSize = 32 * 1024;
            limits.MaxRequestHeaderCount = 100;
            // A slow sender of headers would occupy a connection.
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            limits.MaxConcurrentConnections = 4_096;
            kestrel.AddServerHeader = false;
        });

        // Limit concurrent requests rather than requests per second: the work in progress is what loads the database.
        var atOnce = Limit(builder.Configuration, "RequestsAtOnce", 512);
        var waiting = Limit(builder.Configuration, "RequestsWaiting", 1_024, least: 0);
        var followers = Limit(builder.Configuration, "Followers", 512);
        builder.Services.AddSingleton(new FollowerPlaces(Limit(builder.Configuration, "FollowersEach", 64)));
        var streams = Limit(builder.Configuration, "Streams", 128);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                    ? RateLimitPartition.GetNoLimiter("health")
                    // Live clients stay connected for hours and must not use the slots of short requests.
                    : FollowTimeline.IsAt(http.Request.Path) ? Places("live", followers)
                    // The same holds for replays of the whole record and imports of lines.
                    : RecordEvents.IsStream(http.Request) ? Places("streams", streams)
                    // Each verification uses ten connections while it runs: several would wait for each other's.
                    : Verifications.IsMadeBy(http.Request) ? Places("verifications", 1, VerificationsWaiting)
                    // A request for a future position waits without using resources.
                    : http.Request.Query.ContainsKey("atLeast") ? Places("waits", atOnce, waiting)
                    : Places("all", atOnce, waiting));
            options.OnRejected = async (context, _) => await ProblemResults.TooMany(context.HttpContext,
                "Too many requests are under way. Send it again after the time in Retry-After.")
                .ExecuteAsync(context.HttpContext);
        });
    }

    /// <summary>Rejects paths that are too long.</summary>
    public static void UseLimits(this WebApplication app) => app.Use(next => http =>
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length <= LongestTarget ? next(http)
            : ProblemResults.Problem(StatusCodes.Status414UriTooLong, "uri-too-long",
                $"A path with its query has at most {LongestTarget:N0} bytes. Ask for less at once.")
                .ExecuteAsync(http));

    private static RateLimitPartition<string> Places(string whose, int atOnce, int waiting = 0) =>
        RateLimitPartition.GetConcurrencyLimiter(whose, _ => new()
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    /// <exception cref="CannotStartException">
    /// The limit is zero or negative: every request would fail.
    /// </exception>
    private static int Limit(IConfiguration configuration, string name, int usual, int least = 1) =>
        configuration.GetValue($"Limits:{name}", usual) is var limit && limit >= least ? limit
            : throw new CannotStartException($"Limits__{name} is {limit}: it must be {least} or more.");
}
