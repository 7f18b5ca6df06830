using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Problems;

/// <summary>Writes a problem in the language of the reader, with every fault by its field.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The code of the problem.</param>
/// <param name="faults">The faults, each with the path of its field; empty for the request as a whole.</param>
public sealed class ProblemResult(int status, string code, IReadOnlyList<(string Field, Fault Fault)> faults)
    : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    /// <summary>The code of the problem.</summary>
    public string Code => code;

    /// <summary>The entries because of which it was refused.</summary>
    public IReadOnlyList<SimilarEntry> Similar { get; init; } = [];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = ReaderLanguage.OfRefusals(httpContext.Request);
        var worded = await httpContext.RequestServices.GetRequiredService<RefusalNames>()
            .WordedAsync(faults, language, httpContext.RequestAborted);
        var headers = httpContext.Response.Headers;
        headers.ContentLanguage = ReaderLanguage.CodeOf(language);
        if (!headers.Vary.ToString().Contains(HeaderNames.AcceptLanguage, StringComparison.OrdinalIgnoreCase))
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var problem = new ProblemDetails
        {
            Type = code,
            Title = code,
            Status = status,
            Detail = worded.Detail,
            Extensions = new Dictionary<string, object?> { [WordedFaults.Member] = worded.Errors },
        };
        if (Similar.Count > 0) problem.Extensions["similar"] = Similar;
        await TypedResults.Problem(problem).ExecuteAsync(httpContext);
    }
}
