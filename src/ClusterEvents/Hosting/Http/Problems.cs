using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Hosting.Http;

/// <summary>Errors outside of decisions as problem details (RFC 9457) with a stable code.</summary>
public static class Problems
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<Handler>();
        // Required by the exception handler, which writes nothing itself.
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<PathMethods>();
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        // Whatever Accept asks for: a refusal in another form than documented would be worse than one in another type.
        app.UseStatusCodePages(context =>
        {
            CompareMethod(context.HttpContext);
            var status = context.HttpContext.Response.StatusCode;
            return ProblemResults.Problem(status, Code(status), FaultOf(status, context.HttpContext))
                .ExecuteAsync(context.HttpContext);
        });
    }

    /// <summary>Where no route was chosen, says whether the path or the method is unknown.</summary>
    private static void CompareMethod(HttpContext http)
    {
        if (http.GetEndpoint() is RouteEndpoint
            || http.Response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed))
            return;
        var methods = http.RequestServices.GetRequiredService<PathMethods>().Of(http);
        if (methods.Contains(http.Request.Method)) return;
        http.Response.StatusCode = methods.Length == 0
            ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = methods.Length == 0 ? default : string.Join(", ", methods);
    }

    private static string Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "not-allowed",
        _ => ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-'),
    };

    private static Fault FaultOf(int status, HttpContext http) => status switch
    {
        StatusCodes.Status401Unauthorized => new Fault(IsForPeople(http) ? "not-signed-in" : "token-needed"),
        StatusCodes.Status403Forbidden => new Fault("not-allowed"),
        StatusCodes.Status404NotFound => new Fault(IsForPeople(http) ? "no-page-here" : "nothing-here"),
        StatusCodes.Status405MethodNotAllowed => new Fault("method-not-allowed", ("method", http.Request.Method)),
        _ => new Fault("refused"),
    };

    private static bool IsForPeople(HttpContext http) => PageContext.IsPage(http.Request);

    /// <summary>Maps exceptions; an unexpected one is logged and answered with 500, without details.</summary>
    private sealed class Handler(ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var (status, code, fault) = exception switch
            {
                BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                    (StatusCodes.Status413PayloadTooLarge, "body-too-large", RequestBody.TooLarge.Fault),
                BadHttpRequestException bad => (bad.StatusCode, "bad-request", new Fault("bad-request")),
                _ when Failures.IsRace(exception) =>
                    (StatusCodes.Status409Conflict, Rejection.ConcurrentWrite.Code, Rejection.ConcurrentWrite.Fault),
                _ when Failures.HasNoRoom(exception) =>
                    (StatusCodes.Status503ServiceUnavailable, "store-full", new Fault("store-full")),
                _ when Failures.StoreOnlyReads(exception) =>
                    (StatusCodes.Status503ServiceUnavailable, "store-unreachable", new Fault("store-only-reads")),
                _ when Failures.StoreIsUnusable(exception) =>
                    (StatusCodes.Status503ServiceUnavailable, "store-unreachable", StoreIsAway(httpContext)),
                _ => (StatusCodes.Status500InternalServerError, "internal-error", Unforeseen(httpContext)),
            };
            if (status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "2";
            if (status == StatusCodes.Status500InternalServerError) log.LogError(exception, "Unforeseen failure");
            httpContext.Response.StatusCode = status;
            await ProblemResults.Problem(status, code, fault).ExecuteAsync(httpContext);
            return true;
        }

        private static Fault StoreIsAway(HttpContext http) => IsForPeople(http)
            ? new Fault("store-unreachable", ("minutes", 1)) : new Fault("store-away", ("seconds", 2));

        private static Fault Unforeseen(HttpContext http) =>
            new(IsForPeople(http) ? "internal-error" : "program-fault", ("reference", http.TraceIdentifier));
    }
}
