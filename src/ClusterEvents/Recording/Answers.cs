namespace ClusterEvents.Recording;

/// <summary>How outcomes and refusals are answered over HTTP: problem details (RFC 9457) with a stable code.</summary>
public static class Answers
{
    /// <summary>201 with where the activity is and the version of its stream.</summary>
    public static async Task<IResult> CreatedAsync(
        HttpContext http, Recorded recorded, ReceiptPreference receipts)
    {
        var answer = (await receipts.ApplyAsync(http, [recorded]))[0];
        http.Response.Headers.ETag = $"\"{answer.Version}\"";
        return TypedResults.Created($"/v1/activities/{answer.ActivityId}", answer);
    }

    public static IResult Problem(IReadOnlyList<Refusal> refusals)
    {
        // The first reason decides the answer; others of its status are told with it.
        var first = refusals[0];
        var same = refusals.Where(refusal => refusal.Status == first.Status).ToArray();
        return Problem(first.Status, first.Code, Detail(same), Errors(same));
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

    /// <summary>The refusal of what may be sent again in a moment, when others have come to their end.</summary>
    public static IResult TooMany(HttpContext http, string detail)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", detail);
    }

    /// <summary>The refusals as sentences: a fault of a field is told with the field in front.</summary>
    public static string Detail(IEnumerable<Refusal> refusals) =>
        string.Join(" ", refusals.Select(r => r is { Status: StatusCodes.Status400BadRequest, Field: { } field }
            ? $"{(field.Length == 0 ? "The body" : $"`{field}`")} {r.Detail}." : r.Detail));

    private static Dictionary<string, string[]> Errors(IEnumerable<Refusal> refusals) =>
        refusals.Where(refusal => refusal.Field is not null).GroupBy(refusal => refusal.Field!)
            .ToDictionary(field => field.Key, field => field.Select(refusal => refusal.Detail).ToArray());
}
