using ClusterEvents.Recording;
using Microsoft.AspNetCore.Authentication;

namespace ClusterEvents.Hosting.Identity;

/// <summary>Logs every refused sign-in and every refusal of a right, wherever in the program it is decided.</summary>
public static class RefusalEvents
{
    public static void UseRefusalEvents(this WebApplication app)
    {
        var events = app.Services.GetRequiredService<SecurityEvents>();
        app.Use(next => async http =>
        {
            await next(http);
            if (http.Response.StatusCode == StatusCodes.Status401Unauthorized)
                events.Refused(http, SecurityEvents.SignInRefused, Reason(http));
            else if (http.Response.StatusCode == StatusCodes.Status403Forbidden)
                events.Refused(http, SecurityEvents.RightRefused, "not allowed");
        });
    }

    private static string Reason(HttpContext http) =>
        http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure?.Message ?? "no token";
}
