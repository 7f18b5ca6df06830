using System.Threading.RateLimiting;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Live;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterEvents.Hosting.Http;

/// <summary>What one request may be like, and how many all callers together may have under way.</summary>
public static class Limits
{
    private const int VerificationsWaiting = 8;

    /// <summary>The longest path with its query, in bytes.</summary>
    private const int LongestTarget = 8 * 1024;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = RequestBody.LargestHeardOut;
            // What is longer than it may be is heard out and told so: the server itself would only cut it off.
            limits.MaxRequestLineSize = 8 * LongestTarget;
            limits.MaxRequestHeadersTotalSize = 32 * 1024;
            limits.MaxRequestHeaderCount = 100;
            // A sender that trickles its headers would hold a connection for nothing.
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            limits.MaxConcurrentConnections = 4_096;
            kestrel.AddServerHeader = false;
        });

        // Requests at once, not requests a second: what protects the store is the work under way.
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
                    // Who follows a timeline stays for hours, and must not take a place from those who come and go.
                    : FollowTimeline.IsAt(http.Request.Path) ? Places("live", followers)
                    // So do those who read all of the record, or send lines of any number.
                    : RecordEvents.IsStream(http.Request) ? Places("streams", streams)
                    // Each holds ten connections for as long as it takes: several would wait for each other's.
                    : Verifications.IsMadeBy(http.Request) ? Places("verifications", 1, VerificationsWaiting)
                    // Anyone can wait for a position that never comes, and does nothing meanwhile.
                    : http.Request.Query.ContainsKey("atLeast") ? Places("waits", atOnce, waiting)
                    : Places("all", atOnce, waiting));
            options.OnRejected = async (context, _) => await ProblemResults.TooMany(context.HttpContext,
                "Too many requests are under way. Send it again after the time in Retry-After.")
                .ExecuteAsync(context.HttpContext);
        });
    }

    /// <summary>Refuses what is too long to ask for.</summary>
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
    /// It lets nobody in: each request would end in a failure of the program.
    /// </exception>
    private static int Limit(IConfiguration configuration, string name, int usual, int least = 1) =>
        configuration.GetValue($"Limits:{name}", usual) is var limit && limit >= least ? limit
            : throw new CannotStartException($"Limits__{name} is {limit}: it must be {least} or more.");
}
