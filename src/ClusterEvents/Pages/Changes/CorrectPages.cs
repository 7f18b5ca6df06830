using System.Globalization;
using System.Text.Json;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Requests;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;
using Marten;
using Microsoft.AspNetCore.Components;
using Npgsql;

namespace ClusterEvents.Pages.Changes;

/// <summary>
/// An entry is corrected in the form that recorded it, filled in with what stands. What differs becomes the changes of
/// the correction; where somebody else was faster, both readings are shown and nothing is written over.
/// </summary>
internal sealed class CorrectPages(
    ChangedEntries entries, FormSituations situations, CommandRecorder commands, FaultWords words, IDocumentStore store,
    FindThing things, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>The field of the reason; some entries have a reason of their own.</summary>
    public const string Reason = "because";

    /// <summary>Where the form keeps the position of the last change that its reader chose about.</summary>
    private const string Met = "met";

    public static void Map(IEndpointRouteBuilder pages)
    {
        const string path = "/activities/{id}/correct";
        pages.MapRead(path, (string id, PageContext page, HttpContext http, CorrectPages correct) =>
            correct.AnswerAsync(id, page, http, null));
        pages.MapWrite(path, async (string id, PageContext page, HttpContext http, CorrectPages correct) =>
            await correct.AnswerAsync(id, page, http, http.Request.HasFormContentType
                ? FormInput.Of(await http.Request.ReadFormAsync(http.RequestAborted)) : FormInput.Of([])))
            .AnswersStaleToken();
    }

    private async Task<IResult> AnswerAsync(string id, PageContext page, HttpContext http, FormInput? sent)
    {
        if (await entries.FindAsync(id, page, http.RequestAborted) is not { } entry)
            return ProblemResults.Unknown("activity", id);
        // What the program records by itself is corrected by correcting what it follows from.
        if (KindForms.Of(catalogue.TypeOf(entry.Current.Activity)) is not { } form)
            return ProblemResults.Unknown("activity", id);
        try
        {
            return sent is null ? await OpenAsync(page, http, entry, form)
                : await DoAsync(page, http, entry, form, sent);
        }
        catch (Exception exception) when (sent is not null && exception is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "30";
            return KeptForm.Of(http, page, page.Path, sent!, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> OpenAsync(PageContext page, HttpContext http, ChangedEntry entry, KindForm form)
    {
        var (input, situation) = await FilledAsync(page, http, form, entry.Current.Activity, entry.Entry.Stream);
        Begin(input, entry);
        return await FormAsync(page, http, entry, form, input, situation);
    }

    /// <summary>A correction of its own, of the entry as it stands now.</summary>
    private void Begin(FormInput input, ChangedEntry entry)
    {
        input.Set("key", Identifiers.New(time.GetUtcNow()).ToString());
        input.Set(ChangePages.Seen, entry.ChangedAt.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// A form whose entry stands already in much the same words: what was typed is put into the form of the correction.
    /// </summary>
    private async Task<IResult> TakeAlongAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput typed)
    {
        var (filled, _) = await FilledAsync(page, http, form, entry.Current.Activity, entry.Entry.Stream);
        var input = filled.Copy();
        CorrectionInput.TakeAlong(input, form, typed);
        Begin(input, entry);
        return await AgainAsync(page, http, entry, form, filled, input,
            !PagePost.IsTokenValid(http) ? PagePost.WhyAgain(http, page.Language) : page.Language.In(
                "Điều bạn vừa nhập đã đặt sẵn vào mẫu này. Ô nào khác với sổ thì dưới ô có dòng “Đang ghi”. "
                + "Xem lại, nói lý do, rồi bấm “So với điều đang ghi”.",
                "What you typed stands in this form already. Below each field that differs is what is on record. "
                + "Look it over, give the reason, then compare."));
    }

    /// <summary>The form with what was sent, and what stands below each field that differs.</summary>
    private async Task<IResult> AgainAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput filled, FormInput input,
        string? trouble = null, string? focused = null)
    {
        var situation = await situations.ReadAsync(page, http, form, input);
        FollowScope(form, filled, input);
        var correction = new Correction(form, entry.Current.Activity, entry.Current.Activity, filled, input, situation,
            ShownBy(form, filled, situation));
        return await FormAsync(page, http, entry, form, input, situation, fields: correction.Fields, trouble: trouble,
            focused: focused);
    }

    private async Task<IResult> DoAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput input)
    {
        if (input["do"] == "repeat") return await TakeAlongAsync(page, http, entry, form, input);
        var by = RecorderClaims.RecorderOf(http);
        // Sent twice: the first sending is on record.
        if (input["key"] is { } key && entry.Corrections.Contains(Identifiers.ActivityId(by.OwnSource, key)))
            return Done(page, entry, Identifiers.ActivityId(by.OwnSource, key));
        input.Set(FormSituations.Stream, entry.Entry.Stream.ToString());
        if (!PagePost.IsTokenValid(http))
            return await FormAsync(page, http, entry, form, input, await situations.ReadAsync(page, http, form, input),
                StatusCodes.Status400BadRequest, trouble: PagePost.WhyAgain(http, page.Language));
        if (input["find"] is { } field)
            return await things.AnswerAsync(page.WithForms(http), http, form, input, field, Above(page, entry));
        var seen = long.TryParse(
            input[ChangePages.Seen], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position : entry.ChangedAt;
        var opened = seen == entry.ChangedAt ? entry.Current.Activity
            : await AtAsync(entry.Entry.Id, seen, http.RequestAborted) ?? entry.Current.Activity;
        var (filled, _) = await FilledAsync(page, http, form, opened, entry.Entry.Stream);
        if (input["clear"] is { } cleared) input.Set(cleared, "");
        if ((input["clear"] ?? FindThing.Answered(input)) is { } chosen)
            return await AgainAsync(page, http, entry, form, filled, input, focused: chosen);
        var situation = await situations.ReadAsync(page, http, form, input);
        if (input["rows"] is { } rows) return await RowsAsync(page, http, entry, form, input, situation, rows);
        FollowScope(form, filled, input);
        var correction = new Correction(
            form, opened, entry.Current.Activity, filled, input, situation, ShownBy(form, filled, situation));
        if (input["do"] == "edit")
            return await FormAsync(page, http, entry, form, input, situation, fields: correction.Fields);
        if (correction.Answers.Written.Faults.Count > 0 || input[Reason] is null)
            return await FormAsync(page, http, entry, form, input, situation, StatusCodes.Status400BadRequest,
                [.. correction.Answers.Written.Faults.Select(fault => fault.ToRejection()),
                    .. input[Reason] is null ? [NoReason()] : Array.Empty<Rejection>()],
                correction.Fields);
        // Another correction in between is looked at once, even where it touched other fields.
        if (seen != entry.ChangedAt
            && (correction.IsOpen || input[Met] != entry.ChangedAt.ToString(CultureInfo.InvariantCulture)))
            return await NewerAsync(page, http, entry, form, input, situation, correction);
        if (correction.Changes.Count == 0)
            return await FormAsync(page, http, entry, form, input, situation, StatusCodes.Status422UnprocessableEntity,
                [Rejection.Rule(new Fault("nothing-changed"))]);
        var request = new CommandRequest(CorrectEntry.Type, JsonSerializer.SerializeToElement(
            new { correction.Changes, Reason = input[Reason]!.Trim() }, RecordJson.Options), by)
        {
            Given = [("targetEventId", entry.Entry.Id)],
            IdempotencyKey = input["key"] ?? "",
        };
        var tried = input["do"] == "record" ? null : await commands.TryAsync([request], http.RequestAborted);
        var result = tried?.Results[0] ?? await commands.RecordAsync(request, http.RequestAborted);
        if (result.Rejections.Count > 0)
            return await FormAsync(page, http, entry, form, input, situation,
                ProblemResults.StatusOf(result.Rejections[0].Kind),
                [.. result.Rejections.Select(one => Placed(one, correction, form))], correction.Fields);
        if (input["do"] == "record") return Done(page, entry, result.Recorded!.ActivityId);
        var corrected = tried!.Streams[entry.Entry.Stream].Find(entry.Entry.Id)!.Activity;
        var model = await ModelAsync(page, http, entry, form, input, situation, correction);
        return View<CorrectReviewView>(page, http, model with { ShownOn = entry.TimelinesOf(form.Type, corrected) });
    }

    private static Rejection NoReason() =>
        Rejection.Malformed(Reason, new Fault("required", ("what", new FieldPhrase(null, "reason"))));

    private async Task<IResult> NewerAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput input, FormSituation situation,
        Correction correction)
    {
        input.Set(Met, entry.ChangedAt.ToString(CultureInfo.InvariantCulture));
        return View<CorrectNewerView>(page, http,
            await ModelAsync(page, http, entry, form, input, situation, correction), StatusCodes.Status409Conflict);
    }

    /// <summary>The form filled in with an entry, and what it is read with.</summary>
    private async Task<(FormInput Input, FormSituation Situation)> FilledAsync(
        PageContext page, HttpContext http, KindForm form, Activity activity, StreamKey stream)
    {
        var input = CorrectionInput.Of(form, activity, stream, page.Language);
        var situation = await situations.ReadAsync(page, http, form, input);
        CorrectionInput.Complete(input, form, activity, situation);
        return (input, situation);
    }

    /// <summary>An event of all members has the scope of the cluster, and one of some of them that of cities.</summary>
    private static void FollowScope(KindForm form, FormInput filled, FormInput input)
    {
        if (form.Members != "cityIds" || input["all"] == filled["all"] || input["scope"] != filled["scope"]) return;
        input.Set("scope", input["all"] == "yes" ? nameof(Scope.Cluster) : nameof(Scope.City));
    }

    /// <summary>The pages above the find box: the entry, and its correction.</summary>
    private static IReadOnlyList<(string Address, string Name)> Above(PageContext page, ChangedEntry entry) =>
    [
        (page.To($"/activities/{entry.Entry.Id}"), entry.Entry.Title),
        (page.To($"/activities/{entry.Entry.Id}/correct"), page.Language.In("Đính chính", "Correct")),
    ];

    private Task<IResult> RowsAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput input, FormSituation situation,
        string rows)
    {
        var list = rows[(rows.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!rows.StartsWith("add:", StringComparison.Ordinal)) input.Drop(list);
        else
        {
            var field = form.Type.Reader().Fields.FirstOrDefault(one => one.Name == list);
            var row = $"{list}[{input.RowsOf(list)}]";
            input.Set(field?.Inner is { } inner ? $"{row}.{inner.Fields[0].Name}" : row, "");
        }

        return FormAsync(page, http, entry, form, input, situation);
    }

    private async Task<Activity?> AtAsync(Guid id, long position, CancellationToken cancel) =>
        await ReadActivity.FindAsync(id, new KnownAt(position), store, catalogue, cancel) is { } found
            ? FeedActivity(found) : null;

    private Activity FeedActivity(Domain.Entries.TimelineEntry found) => FeedEntry.Of(
        ShownEntry.Of(found, Language.Vietnamese, corrections: false), catalogue).Activity;

    /// <summary>The fields that the form shows: what it does not show cannot have been changed.</summary>
    private static HashSet<string> ShownBy(KindForm form, FormInput input, FormSituation situation)
    {
        var model = new FormBuilder(form, input, situation, [], null).Build(null);
        var fields = model.Parts.SelectMany(part => part.Fields).Concat(model.Folded)
            .Concat(new[] { model.Day, model.Precision, model.Campaigns, model.Sources, model.Guests }
                .OfType<FieldModel>())
            .Where(field => field.Path != FormSituations.Stream).Select(field => field.Path)
            .ToHashSet(StringComparer.Ordinal);
        if (form.Members is { } members) fields.Add(members);
        if (model.Sources.Rows.Count == 0) fields.Remove("sources");
        return fields;
    }

    /// <summary>The rejection at the field of the form that it is about.</summary>
    private static Rejection Placed(Rejection rejection, Correction correction, KindForm form) =>
        rejection.Field == "reason" && form.Type.Reader().Find("reason") is null ? rejection with { Field = Reason } :
        rejection.Field is { } field && field.StartsWith("changes[", StringComparison.Ordinal)
        && int.TryParse(field.AsSpan(8, field.IndexOf(']') - 8), CultureInfo.InvariantCulture, out var index)
        && index < correction.Changes.Count ? rejection with { Field = correction.Changes[index].Field } : rejection;

    private async Task<IResult> FormAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput input, FormSituation situation,
        int status = StatusCodes.Status200OK, IReadOnlyList<Rejection>? faults = null,
        IReadOnlyList<CorrectedField>? fields = null, string? trouble = null, string? focused = null)
    {
        var told = await words.OfAsync(page.Language, faults ?? [], http.RequestAborted);
        var reason = told.Where(one => one.Rejection.Field == Reason).Select(one => one.Text).FirstOrDefault();
        var model = new FormBuilder(form, input, situation,
            [.. told.Where(one => one.Rejection.Field is not (null or Reason))], focused).Build(trouble);
        return View<CorrectPageView>(page, http, new(entry, model)
        {
            Input = input,
            Fields = fields ?? [],
            Things = await situations.TitlesAsync(
                CorrectedField.ThingsIn(fields ?? []), page.Language, http.RequestAborted),
            Faults = [.. model.Faults, .. reason is null ? []
                : new[] { new FaultModel(Reason, page.Language.In("Lý do đính chính", "Reason"), reason) }],
            ReasonFault = reason,
            Against = [.. told.Where(one => one.Rejection.Field is null).Select(one => one.Text)],
            Trouble = trouble,
        }, status);
    }

    private async Task<CorrectionModel> ModelAsync(
        PageContext page, HttpContext http, ChangedEntry entry, KindForm form, FormInput input, FormSituation situation,
        Correction correction) =>
        new(entry, new FormBuilder(form, input, situation, [], null).Build(null))
        {
            Input = input,
            Fields = correction.Fields,
            Things = await situations.TitlesAsync(
                CorrectedField.ThingsIn(correction.Fields), page.Language, http.RequestAborted),
        };

    private static SeeOther Done(PageContext page, ChangedEntry entry, Guid correction) =>
        new SeeOther(page.To($"/activities/{entry.Entry.Id}", $"done={correction}"));

    private PageResult<TView> View<TView>(
        PageContext page, HttpContext http, CorrectionModel model, int status = StatusCodes.Status200OK)
        where TView : IComponent =>
        new(page.WithForms(http), new Dictionary<string, object?>
        {
            [nameof(CorrectPageView.Model)] = model,
            [nameof(CorrectPageView.Catalogue)] = catalogue,
        }, status);
}
