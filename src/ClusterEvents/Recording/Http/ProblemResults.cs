using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Http;

/// <summary>Responses for results and rejections: problem details (RFC 9457) with a stable code.</summary>
public static class ProblemResults
{
    /// <summary>The HTTP status for a rejection.</summary>
    public static int StatusOf(RejectionKind kind) => kind switch
    {
        RejectionKind.Malformed => StatusCodes.Status400BadRequest,
        RejectionKind.NotAllowed => StatusCodes.Status403Forbidden,
        RejectionKind.NotFound => StatusCodes.Status404NotFound,
        RejectionKind.TooSlow => StatusCodes.Status408RequestTimeout,
        RejectionKind.Conflict => StatusCodes.Status409Conflict,
        RejectionKind.StaleVersion => StatusCodes.Status412PreconditionFailed,
        RejectionKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RejectionKind.RuleBroken => StatusCodes.Status422UnprocessableEntity,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No status is declared for this kind."),
    };

    public static IResult Problem(IReadOnlyList<Rejection> rejections, IReadOnlyList<SimilarEntry>? similar = null)
    {
        // The first rejection determines the status; others of the same status are included.
        var first = rejections[0];
        var same = rejections.Where(rejection => rejection.Kind == first.Kind).ToArray();
        return Problem(StatusOf(first.Kind), first.Code, Detail(same), Errors(same), similar);
    }

    public static IResult Problem(
        int status, string code, string detail, IDictionary<string, string[]>? errors = null,
        IReadOnlyList<SimilarEntry>? similar = null)
    {
        var problem = new Microsoft.AspNetCore.Mvc.ProblemDetails
        {
            Type = code,
            Title = code,
            Status = status,
            Detail = detail,
        };
        if (errors is { Count: > 0 }) problem.Extensions["errors"] = errors;
        if (similar is { Count: > 0 }) problem.Extensions["similar"] = similar;
        return TypedResults.Problem(problem);
    }

    /// <summary>404 for something that is not on record.</summary>
    /// <param name="what">What it would be, such as <c>campaign</c>.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="atThatMoment">Whether an earlier moment was asked for.</param>
    public static IResult Unknown(string what, string id, bool atThatMoment = false) =>
        Problem(StatusCodes.Status404NotFound, $"unknown-{what}",
            $"No {what} `{id}` is on record{(atThatMoment ? " at that moment" : "")}.");

    /// <summary>The response for requests over a limit, which can be retried shortly.</summary>
    public static IResult TooMany(HttpContext http, string detail)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", detail);
    }

    /// <summary>The rejections as sentences, with field paths in front.</summary>
    public static string Detail(IEnumerable<Rejection> rejections) =>
        string.Join(" ", rejections.Select(r => r is { Kind: RejectionKind.Malformed, Field: { } field }
            ? $"{(field.Length == 0 ? "The body" : $"`{field}`")} {r.Detail}." : r.Detail));

    private static Dictionary<string, string[]> Errors(IEnumerable<Rejection> rejections) =>
        rejections.Where(rejection => rejection.Field is not null).GroupBy(rejection => rejection.Field!)
            .ToDictionary(field => field.Key, field => field.Select(rejection => rejection.Detail).ToArray());
}
