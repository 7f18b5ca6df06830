using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Recording.Contradictions;
using ClusterEvents.Recording.Similar;

namespace ClusterEvents.Recording.Http;

/// <summary>
/// The responses to recordings: what was recorded, the entries that may be the same fact, and receipts if asked for.
/// </summary>
public sealed class RecordingAnswers(
    SimilarAnswers similar, ContradictionAnswers contradictions, ReceiptPreference receipts)
{
    /// <summary>201 with the location of the activity and the version of its stream, or the rejections.</summary>
    /// <param name="http">The request.</param>
    /// <param name="result">The result.</param>
    /// <param name="placed">The rejections as the body of the request names fields.</param>
    public async Task<IResult> AnswerAsync(
        HttpContext http, RecordingResult result, Func<Rejection, Rejection>? placed = null)
    {
        if (result.Recorded is null)
            return ProblemResults.Problem(
                [.. result.Rejections.Select(one => placed?.Invoke(one) ?? one)], result.Similar);
        var answer = (await ToldAsync(http, [result]))[0];
        return await CreatedAsync(http, answer, recorded => recorded);
    }

    /// <summary>201 with another body.</summary>
    public async Task<IResult> CreatedAsync<TBody>(HttpContext http, Recorded recorded, Func<Recorded, TBody> body)
    {
        var answer = (await receipts.ApplyAsync(http, [recorded]))[0];
        http.Response.Headers.ETag = $"\"{answer.Version}\"";
        return TypedResults.Created(http.Request.Visible($"/v1/activities/{answer.ActivityId}"), body(answer));
    }

    /// <summary>201 with the events of a batch, all of which were recorded.</summary>
    public async Task<IResult> CreatedAsync(HttpContext http, IReadOnlyList<RecordingResult> results) =>
        TypedResults.Created((string?)null, await receipts.ApplyAsync(
            http, await ToldAsync(http, results)));

    /// <summary>What was recorded, each with what may be the same fact and with what contradicts it.</summary>
    private async Task<IReadOnlyList<Recorded>> ToldAsync(HttpContext http, IReadOnlyList<RecordingResult> results)
    {
        var (language, cancel) = (ReaderLanguage.Of(http.Request), http.RequestAborted);
        Recorded[] told = [.. await similar.ApplyAsync(results, language, cancel)];
        // Titles of similar entries, and what is contradicted, are worded.
        http.Response.Headers.ContentLanguage = ReaderLanguage.CodeOf(language);
        http.Response.Headers.Vary = "Accept-Language";
        for (var i = 0; i < told.Length; i++)
            told[i] = await contradictions.ApplyAsync(results[i], told[i], language, cancel);
        return told;
    }
}
