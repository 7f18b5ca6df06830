using ClusterEvents.Domain;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Decisions;
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

/// <summary>
/// The form of a kind: filled in, checked, reviewed and recorded. One address for all of it; the button that was
/// pressed says what to do, and whatever happens, the page comes back with all that was typed.
/// </summary>
internal sealed class FormPages(
    FormSituations situations, FormDefaults defaults, FaultWords words, CommandRecorder commands, FormReview reviews,
    FindThing things, FindRepeat repeats, EventCatalogue catalogue)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/record/{kind}", (string kind, PageContext page, HttpContext http, FormPages forms) =>
            forms.ShowAsync(kind, page.WithForms(http), http));
        pages.MapWrite("/record/{kind}", (string kind, PageContext page, HttpContext http, FormPages forms) =>
            forms.SendAsync(kind, page.WithForms(http), http)).AnswersStaleToken();
    }

    private async Task<IResult> ShowAsync(string kind, PageContext page, HttpContext http)
    {
        if (KindForms.Find(kind) is not { } form) return ProblemResults.Unknown("activity", kind);
        var input = FormInput.Of(http.Request.Query);
        FormDefaults.TakeOrigin(form, input);
        await defaults.FillAsync(form, input, await situations.ReadAsync(page, http, form, input), http.RequestAborted);
        return await FormAsync(page, http, form, input);
    }

    private async Task<IResult> SendAsync(string kind, PageContext page, HttpContext http)
    {
        if (KindForms.Find(kind) is not { } form) return ProblemResults.Unknown("activity", kind);
        if (!http.Request.HasFormContentType)
            return ProblemResults.Problem(StatusCodes.Status400BadRequest, "session-ended");
        var input = FormInput.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            if (!PagePost.IsTokenValid(http))
                return await FormAsync(page, http, form, input, trouble: PagePost.WhyAgain(http, page.Language),
                    status: StatusCodes.Status400BadRequest);
            return await DoAsync(page, http, form, input);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "30";
            return KeptForm.Of(http, page, $"/record/{form.Slug}", input, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> DoAsync(PageContext page, HttpContext http, KindForm form, FormInput input)
    {
        if (input["find"] is { } field)
            return await things.AnswerAsync(page, http, form, input, field,
            [
                (page.To("/record"), page.Language.In("Ghi nhận", "Record")),
                (page.To($"/record/{form.Slug}"), page.Language.KindName(form.Type.Name)),
            ]);
        if (input["clear"] is { } cleared)
            return await ChangedAsync(page, http, form, input, cleared, () => input.Set(cleared));
        if (FindThing.Answered(input) is { } chosen) return await TakenAsync(page, http, form, input, chosen);
        if (input["rows"] is { } rows) return await RowsAsync(page, http, form, input, rows);
        if (input["set"] == "today")
            return await ChangedAsync(page, http, form, input, "occurredOn",
                () => input.Set("occurredOn", FormDefaults.Typed(situations.Today)!));
        switch (input["do"])
        {
            case "edit": return await FormAsync(page, http, form, input);
            case "repeat" when input["repeat"] is "same" or "correct"
                && Guid.TryParse(input["similar"], out var similar):
                // The form goes along to the correction: a browser posts it there as it was sent.
                return input["repeat"] == "same" ? new SeeOther(page.To($"/activities/{similar}"))
                    : TypedResults.Redirect(page.To($"/activities/{similar}/correct"), preserveMethod: true);
            case "record": return await RecordAsync(page, http, form, input);
            default: return await ReviewAsync(page, http, form, input);
        }
    }

    /// <summary>What was chosen fills in what it says, where nothing was typed.</summary>
    private async Task<IResult> TakenAsync(
        PageContext page, HttpContext http, KindForm form, FormInput input, string taken)
    {
        if (taken == FormSituations.Stream) input.Set("version");
        FormDefaults.FromThing(form, input, await situations.ReadAsync(page, http, form, input));
        return await FormAsync(page, http, form, input, focused: taken);
    }

    private async Task<IResult> ChangedAsync(
        PageContext page, HttpContext http, KindForm form, FormInput input, string focused, Action change)
    {
        change();
        return await FormAsync(page, http, form, input, focused: focused);
    }

    /// <summary>Adds a row, or removes one: <c>add:sources</c>, <c>drop:sources[1]</c>.</summary>
    private Task<IResult> RowsAsync(PageContext page, HttpContext http, KindForm form, FormInput input, string rows)
    {
        if (rows.Split(':') is not ["add", var list])
        {
            input.Drop(rows[(rows.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            return FormAsync(page, http, form, input);
        }

        var row = $"{list}[{input.RowsOf(list)}]";
        var isText = form.Type.Name is nameof(PrioritiesSet) or nameof(PactSigned) && list != "sources";
        var first = isText ? row : list == "sources" ? $"{row}.publisher" : $"{row}.polarity";
        input.Set(first, list == "sources" || isText ? "" : "Praise");
        return FormAsync(page, http, form, input, focused: first);
    }

    private async Task<IResult> ReviewAsync(PageContext page, HttpContext http, KindForm form, FormInput input)
    {
        input.Fill("key", Identifiers.FormKey());
        var situation = await situations.ReadAsync(page, http, form, input);
        var answers = FormAnswers.Of(form, input, situation);
        if (answers.Faults() is { Count: > 0 } faults) return await FormAsync(page, http, form, input, faults);
        var tried = await commands.TryAsync(answers.Requests, http.RequestAborted);
        var refused = tried.Results.SelectMany(result => result.Rejections).Select(answers.Written.AsWritten).ToArray();
        if (refused.Length > 0)
            return await FormAsync(page, http, form, input, refused);
        // Recorded before: the same form was sent twice.
        if (tried.Accepted.Count == 0 && tried.Results[0].Recorded is not null)
            return Done(page, tried.Results, again: true);
        if (input["do"] == "check") return await FormAsync(page, http, form, input, trouble: page.Language.In(
            "Không còn thiếu gì. Bấm “Xem lại trước khi ghi” để đi tiếp.",
            "Nothing is missing. Choose “Review before recording” to go on."), status: 200);
        if (input["repeat"] != "another"
            && await repeats.OfAsync(form, input, situation, tried, http.RequestAborted) is { } repeat)
            return new PageResult<RepeatView>(
                page, new Dictionary<string, object?> { [nameof(RepeatView.Model)] = repeat });
        return new PageResult<ReviewView>(page, new Dictionary<string, object?>
        {
            [nameof(ReviewView.Model)] = await reviews.OfAsync(form, input, situation, tried, http.RequestAborted),
            [nameof(ReviewView.Catalogue)] = catalogue,
        });
    }

    private async Task<IResult> RecordAsync(PageContext page, HttpContext http, KindForm form, FormInput input)
    {
        var answers = FormAnswers.Of(form, input, await situations.ReadAsync(page, http, form, input));
        if (answers.Faults() is { Count: > 0 } faults) return await FormAsync(page, http, form, input, faults);
        // Whether it is on record already is asked before, because a repetition is answered as the first time.
        var tried = await commands.TryAsync(answers.Requests, http.RequestAborted);
        var results = await commands.RecordTogetherAsync(answers.Requests, http.RequestAborted);
        if (results[0].Recorded is not null) return Done(page, results, again: tried.Accepted.Count == 0);
        return await FormAsync(page, http, form, input,
            [.. results.SelectMany(result => result.Rejections).Select(answers.Written.AsWritten)]);
    }

    /// <summary>Leads to the page that says what was recorded.</summary>
    public static SeeOther Done(PageContext page, IReadOnlyList<RecordingResult> results, bool again) => new(page.To(
        "/record/done", $"{string.Join('&', results.Select(result => $"id={result.Recorded!.ActivityId}"))}"
            + $"&position={results.Max(result => result.Recorded!.Position)}{(again ? "&again=1" : "")}"));

    private async Task<IResult> FormAsync(
        PageContext page, HttpContext http, KindForm form, FormInput input, IReadOnlyList<Rejection>? faults = null,
        string? focused = null, string? trouble = null, int? status = null)
    {
        var situation = await situations.ReadAsync(page, http, form, input);
        IReadOnlyList<Rejection> found = faults ?? [];
        // Rules are told when no field is malformed any more.
        var told = found.Where(fault => fault.Kind == (found[0].Kind)).ToArray();
        if (told is [{ Kind: RejectionKind.StaleVersion or RejectionKind.Conflict }, ..])
            input.Set("version", situation.Chosen.GetValueOrDefault(FormSituations.Stream)?.Stream.Version
                .ToString(System.Globalization.CultureInfo.InvariantCulture) is { } version ? [version] : []);
        var worded = await words.OfAsync(page.Language, told, http.RequestAborted);
        var model = new FormBuilder(form, input, situation, worded, focused).Build(trouble);
        return new PageResult<FormPageView>(
            page, new Dictionary<string, object?> { [nameof(FormPageView.Model)] = model },
            status ?? (told.Length == 0 ? StatusCodes.Status200OK : ProblemResults.StatusOf(told[0].Kind)));
    }
}
