using ClusterEvents.Recording.Routing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>Liveness, and readiness: database reachable, timelines keeping up.</summary>
public static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/health/live", Live).WithName("ReadLiveness")
            .WithTags("Health").Answers<Liveness>("The program lives");
        routes.MapRead("/health/ready", Ready).WithName("ReadReadiness")
            .WithTags("Health").Answers<Readiness>("The program can serve")
            .Answers<Readiness>("It cannot, and why", StatusCodes.Status503ServiceUnavailable, headers: "Retry-After");
    }

    private static Ok<Liveness> Live() => TypedResults.Ok(new Liveness("live"));

    internal static async Task<IResult> Ready(HttpContext http, ReadinessLook look)
    {
        var report = await look.LookAsync(http.RequestAborted);
        if (report.Status is "ready" or "degraded") return TypedResults.Ok(report);
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Json(report, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
