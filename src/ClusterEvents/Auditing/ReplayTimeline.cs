using System.Buffers;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;
using Wolverine.Http;

namespace ClusterEvents.Auditing;

/// <summary>Read a whole timeline rebuilt from raw events alone, for comparison with the stored one.</summary>
[Tags("Audit")]
public static class ReplayTimeline
{
    [WolverineGet("/v1/audit/replay/cities/{cityId}")]
    public static Task<IResult> OfCity(string cityId, HttpContext http, TimelineReplay replay) =>
        AnswerAsync(new(StreamKinds.City, cityId), http, replay);

    [WolverineGet("/v1/audit/replay/campaigns/{campaignId}")]
    public static Task<IResult> OfCampaign(string campaignId, HttpContext http, TimelineReplay replay) =>
        AnswerAsync(new(StreamKinds.Campaign, campaignId), http, replay);

    private static async Task<IResult> AnswerAsync(StreamKey timeline, HttpContext http, TimelineReplay replay)
    {
        var errors = new ValidationErrors();
        var query = http.Request.Query;
        query.RefuseOthers(errors, KnownAtParameter.Name, "order", "include");
        var known = KnownAtParameter.Read(query, errors);
        if (query["order"].ToString() is not ("" or "asc" or "desc")) errors.Add("order", "must be asc or desc");
        string[] include = [.. query["include"].OfType<string>().SelectMany(value => value.Split(','))];
        if (include.Except(["retracted", "corrections"]).Any())
            errors.Add("include", "may be retracted and corrections");
        if (!errors.None) return ProblemResults.Problem(errors.Found);

        var view = new ReplayView(ReaderLanguage.Of(http.Request), query["order"] == "asc",
            include.Contains("retracted"), include.Contains("corrections"));
        if (await replay.RebuildAsync(timeline, known, view, http.RequestAborted) is not { } page)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, $"unknown-{timeline.Kind}",
                $"No {timeline.Kind} `{timeline.Id}` was on record.");
        var json = new ArrayBufferWriter<byte>();
        page.Write(json);
        http.Response.Headers.Vary = "Accept-Language";
        return new JsonETagResult(json.WrittenMemory);
    }
}
