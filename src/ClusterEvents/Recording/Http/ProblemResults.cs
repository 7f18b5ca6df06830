using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Recording.Problems;

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

    /// <summary>The first rejection determines the status; others of the same status are included.</summary>
    public static IResult Problem(IReadOnlyList<Rejection> rejections, IReadOnlyList<SimilarEntry>? similar = null) =>
        new ProblemResult(StatusOf(rejections[0].Kind), rejections[0].Code,
            [.. rejections.Where(rejection => rejection.Kind == rejections[0].Kind)
                .Select(rejection => (rejection.Field ?? "", rejection.Fault))])
        {
            Similar = similar ?? [],
        };

    /// <summary>A problem of the request as a whole, whose sentence has the code of the problem.</summary>
    public static IResult Problem(int status, string code, params (string Name, object? Value)[] arguments) =>
        Problem(status, code, new Fault(code, arguments));

    /// <summary>A problem of the request as a whole.</summary>
    public static IResult Problem(int status, string code, Fault fault) =>
        new ProblemResult(status, code, [("", fault)]);

    /// <summary>404 for something that is not on record.</summary>
    /// <param name="what">What it would be, such as <c>campaign</c>.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="atThatMoment">Whether an earlier moment was asked for.</param>
    /// <param name="near">The keys that may be meant.</param>
    public static IResult Unknown(
        string what, string id, bool atThatMoment = false, IReadOnlyList<string>? near = null) => Problem(
        StatusCodes.Status404NotFound, $"unknown-{what}",
        new Fault(atThatMoment ? "not-on-record-then" : "nothing-here-on-record",
            ("kind", new KindOfStream(what)), ("value", id), ("near", near is { Count: > 0 } ? near : null)));

    /// <summary>The response for requests over a limit, which can be retried shortly.</summary>
    public static IResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", ("seconds", 1));
    }
}
