using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Http;

/// <summary>Responses for results and rejections: problem details (RFC 9457) with a stable code.</summary>
public static class ProblemResults
{
    /// <summary>201 with the location of the activity and the version of its stream.</summary>
    public static Task<IResult> CreatedAsync(HttpContext http, Recorded recorded, ReceiptPreference receipts) =>
        CreatedAsync(http, recorded, receipts, answer => answer);

    /// <summary>The same with another body.</summary>
    public static async Task<IResult> CreatedAsync<TBody>(
        HttpContext http, Recorded recorded, ReceiptPreference receipts, Func<Recorded, TBody> body)
    {
        var answer = (await receipts.ApplyAsync(http, [recorded]))[0];
        http.Response.Headers.ETag = $"\"{answer.Version}\"";
        return TypedResults.Created($"/v1/activities/{answer.ActivityId}", body(answer));
    }

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

    public static IResult Problem(IReadOnlyList<Rejection> rejections)
    {
        // The first rejection determines the status; others of the same status are included.
        var first = rejections[0];
        var same = rejections.Where(rejection => rejection.Kind == first.Kind).ToArray();
        return Problem(StatusOf(first.Kind), first.Code, Detail(same), Errors(same));
    }

    public static IResult Problem(
        int status, string code, string detail, IDictionary<string, string[]>? errors = null) =>
        TypedResults.Problem(new Microsoft.AspNetCore.Mvc.ProblemDetails
        {
            Type = code,
            Title = code,
            Status = status,
            Detail = detail,
            Extensions = errors is { Count: > 0 } ? new Dictionary<string, object?> { ["errors"] = errors } : [],
        });

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
