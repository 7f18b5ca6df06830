using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
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
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        // Whatever Accept asks for: a refusal in another form than documented would be worse than one in another type.
        app.UseStatusCodePages(context =>
        {
            var status = context.HttpContext.Response.StatusCode;
            return ProblemResults.Problem(status, Code(status), Detail(status, context.HttpContext))
                .ExecuteAsync(context.HttpContext);
        });
    }

    private static string Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "not-allowed",
        _ => ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-'),
    };

    private static string Detail(int status, HttpContext http) => status switch
    {
        StatusCodes.Status401Unauthorized =>
            "Sign in: send a bearer token of the configured authority, for this service and with a `sub`.",
        StatusCodes.Status403Forbidden =>
            "Your roles do not allow this: ask an administrator for the role that it needs.",
        StatusCodes.Status404NotFound => $"Nothing is at {http.Request.Path}. /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"{http.Request.Method} is not possible at {http.Request.Path}.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    /// <summary>Maps exceptions; an unexpected one is logged and answered with 500, without details.</summary>
    private sealed class Handler(ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var (status, code, detail) = exception switch
            {
                BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                    (StatusCodes.Status413PayloadTooLarge, "body-too-large",
                        $"A body has at most {RequestBody.Largest:N0} bytes."),
                BadHttpRequestException bad => (bad.StatusCode, "bad-request", bad.Message),
                _ when Failures.IsRace(exception) =>
                    (StatusCodes.Status409Conflict, Rejection.ConcurrentWrite.Code, Rejection.ConcurrentWrite.Detail),
                _ when Failures.StoreIsAway(exception) =>
                    (StatusCodes.Status503ServiceUnavailable, "store-unreachable",
                        "The store does not answer. Send it again after the time in Retry-After: what was recorded "
                        + "already is recognised by its id."),
                _ => (StatusCodes.Status500InternalServerError, "internal-error",
                    "This is a fault of the program. Nothing was half-recorded; the log holds the reason."),
            };
            if (status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "2";
            if (status == StatusCodes.Status500InternalServerError) log.LogError(exception, "Unforeseen failure");
            httpContext.Response.StatusCode = status;
            await ProblemResults.Problem(status, code, detail).ExecuteAsync(httpContext);
            return true;
        }
    }
}
