using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Limits the size of one request, how slowly it may arrive, and how many a caller has under way.
/// </summary>
public static class Limits
{
    /// <summary>The maximum length of path and query, in bytes.</summary>
    private const int LongestTarget = 8 * 1024;

    /// <summary>The minimum rate at which a body must arrive, in bytes per second.</summary>
    private const int UsualBodyRate = 1_024;

    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var rate = builder.Configuration.GetValue("Limits:BodyBytesPerSecond", UsualBodyRate);
        if (rate < 1) throw new CannotStartException($"Limits__BodyBytesPerSecond is {rate}: it must be 1 or more.");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = RequestBody.LargestDrained;
            limits.MinRequestBodyDataRate = new(rate, BodyGrace);
            // The server accepts longer lines than allowed, so that they can be answered with a problem instead of a
            // reset.
            limits.MaxRequestLineSize = 8 * LongestTarget;
            limits.MaxRequestHeadersTotalSize = 32 * 1024;
            limits.MaxRequestHeaderCount = 100;
            // A slow sender of headers would occupy a connection.
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.AddServerHeader = false;
        });
        builder.AddConnectionLimits();
        // Read here, so that a wrong setting ends the start.
        var places = new PlaceSettings(builder.Configuration);
        builder.Services.AddSingleton(services =>
            new CallerLimits(places, services.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Rejects paths that are too long.</summary>
    public static void UseLimits(this WebApplication app) => app.Use(next => http =>
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length <= LongestTarget ? next(http)
            : ProblemResults.Problem(StatusCodes.Status414UriTooLong, "uri-too-long", ("most", LongestTarget))
                .ExecuteAsync(http));

    /// <summary>Gives each request a place of its caller, who is known by then.</summary>
    public static void UseCallerLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        app.Use(next => http => limits.HandleAsync(http, next));
    }
}
