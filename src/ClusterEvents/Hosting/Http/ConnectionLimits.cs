using System.Net;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Hosting.Http;

/// <summary>Applies <see cref="ConnectionPlaces"/> to every address on which the service listens.</summary>
public static class ConnectionLimits
{
    private const int UsualAll = 4_096, UsualEach = 512;

    public static void AddConnectionLimits(this WebApplicationBuilder builder)
    {
        int Limit(string name, int usual) =>
            builder.Configuration.GetValue($"Limits:{name}", usual) is var limit && limit >= 1 ? limit
                : throw new CannotStartException($"Limits__{name} is {limit}: it must be 1 or more.");
        var proxies = TrustedProxies.Of(builder.Configuration);
        var places = new ConnectionPlaces(
            Limit("Connections", UsualAll), Limit("ConnectionsEach", UsualEach),
            address => IPAddress.IsLoopback(address) || proxies.Contains(address));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
            listen.Use(next => connection => places.ServeAsync(connection, next))));
    }

    /// <summary>Tells the places which connections are busy, and answers on reserved ones about health alone.</summary>
    public static void UseConnectionLimits(this WebApplication app) => app.Use(next => http =>
        http.Features.Get<ConnectionPlace>() is { } place ? AnswerAsync(http, place, next) : next(http));

    private static async Task AnswerAsync(HttpContext http, ConnectionPlace place, RequestDelegate next)
    {
        place.Begin();
        try
        {
            if (place.IsReserved) http.Response.Headers.Connection = "close";
            if (!place.IsReserved || Holdings.Of(http) == Holding.Nothing) await next(http);
            else
                await ProblemResults.TooMany(http).ExecuteAsync(http);
        }
        finally
        {
            place.End();
        }
    }
}
