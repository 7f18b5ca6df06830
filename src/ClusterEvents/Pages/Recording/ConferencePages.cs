using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Requests;
using ClusterEvents.Recording.Routing;
using Npgsql;

namespace ClusterEvents.Pages.Recording;

/// <summary>A whole conference on one page: recorded all or nothing, each entry linked to the meeting.</summary>
internal sealed class ConferencePages(
    FormSituations situations, FormDefaults defaults, FaultWords words, CommandRecorder commands, FormReview reviews,
    EventCatalogue catalogue)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/conference", (PageContext page, HttpContext http, ConferencePages conference) =>
            conference.ShowAsync(page.WithForms(http), http));
        pages.MapWrite("/conference", (PageContext page, HttpContext http, ConferencePages conference) =>
            conference.SendAsync(page.WithForms(http), http)).AnswersStaleToken();
    }

    private static KindForm Meeting => MeetingForms.Held;

    private async Task<IResult> ShowAsync(PageContext page, HttpContext http)
    {
        var input = FormInput.Of(http.Request.Query);
        var situation = await situations.ReadAsync(page, http, Meeting, input);
        await defaults.FillAsync(Meeting, input, situation, http.RequestAborted);
        return await FormAsync(page, http, input, [], null);
    }

    private async Task<IResult> SendAsync(PageContext page, HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return ProblemResults.Problem(StatusCodes.Status400BadRequest, "session-ended");
        var input = FormInput.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            if (!PagePost.IsTokenValid(http))
                return await FormAsync(page, http, input, [], null, PagePost.WhyAgain(http, page.Language),
                    StatusCodes.Status400BadRequest);
            return await DoAsync(page, http, input);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "30";
            return KeptForm.Of(http, page, "/conference", input, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> DoAsync(PageContext page, HttpContext http, FormInput input)
    {
        input.Fill("key", Identifiers.FormKey());
        if (input["set"] == "today") input.Set("occurredOn", FormDefaults.Typed(situations.Today)!);
        if (input["rows"] is { } rows) return await RowsAsync(page, http, input, rows);
        if (input["set"] is not null || input["do"] == "edit") return await FormAsync(page, http, input, [], null);

        var situation = await situations.ReadAsync(page, http, Meeting, input);
        var answers = new ConferenceAnswers(input, situation);
        if (answers.Faults() is { Count: > 0 } faults) return await FormAsync(page, http, input, faults, null);
        var tried = await commands.TryAsync(answers.Requests, http.RequestAborted);
        if (answers.Placed(tried.Results.Select(result => result.Rejections)) is { Count: > 0 } refused)
            return await FormAsync(page, http, input, refused, null);
        if (input["do"] == "check")
            return await FormAsync(page, http, input, [], null, page.Language.In(
                $"Không còn thiếu gì. Sẽ ghi {answers.Requests.Count} mục.",
                $"Nothing is missing. {answers.Requests.Count} entries would be recorded."));
        if (input["do"] != "record" && tried.Accepted.Count > 0)
        {
            var review = await reviews.OfAsync(Meeting, input, situation, tried, http.RequestAborted);
            return new PageResult<ReviewView>(page, new Dictionary<string, object?>
            {
                [nameof(ReviewView.Model)] = review with { Path = "/conference" },
                [nameof(ReviewView.Catalogue)] = catalogue,
            });
        }
        var results = await commands.RecordTogetherAsync(answers.Requests, http.RequestAborted);
        if (answers.Placed(results.Select(result => result.Rejections)) is { Count: > 0 } late)
            return await FormAsync(page, http, input, late, null);
        return FormPages.Done(page, results, again: tried.Accepted.Count == 0);
    }

    private async Task<IResult> RowsAsync(PageContext page, HttpContext http, FormInput input, string rows)
    {
        if (rows.Split(':') is not ["add", var list])
        {
            input.Drop(rows[(rows.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            return await FormAsync(page, http, input, [], null);
        }

        var row = $"{list}[{Math.Max(input.RowsOf(list), list == "assessment.items" ? 3 : 1)}]";
        var first = list switch
        {
            "sources" => $"{row}.publisher",
            "remarks" => $"{row}.kind",
            "directives" => $"{row}.summary",
            "assessment.items" => $"{row}.polarity",
            _ => row,
        };
        input.Set(first, list == "assessment.items" ? "Praise" : "");
        return await FormAsync(page, http, input, [], first);
    }

    private async Task<IResult> FormAsync(
        PageContext page, HttpContext http, FormInput input, IReadOnlyList<Rejection> faults, string? focused,
        string? note = null, int? status = null)
    {
        var situation = await situations.ReadAsync(page, http, Meeting, input);
        var told = faults.Where(fault => fault.Kind == faults[0].Kind).ToArray();
        var worded = await words.OfAsync(page.Language, told, http.RequestAborted);
        return new PageResult<ConferenceView>(page, new Dictionary<string, object?>
        {
            [nameof(ConferenceView.Model)] = ConferenceBuilder.Build(input, situation, worded, focused, note),
        }, status ?? (told.Length == 0 ? StatusCodes.Status200OK : ProblemResults.StatusOf(told[0].Kind)));
    }
}
