using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Requests;
using ClusterEvents.Recording.Routing;
using Npgsql;

namespace ClusterEvents.Pages.Changes;

/// <summary>
/// The pages on which an entry is retracted, reinstated or disputed. What cannot be done is said when the page opens,
/// with who may, and not after the reason was written.
/// </summary>
internal sealed class ChangePages(
    ChangedEntries entries, CommandRecorder commands, FaultWords words, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>Where a form keeps the position of the entry's last change that its reader saw.</summary>
    public const string Seen = "seen";

    public static void Map(IEndpointRouteBuilder pages)
    {
        foreach (var kind in ChangeKind.All)
        {
            var path = $"/activities/{{id}}/{kind.Slug}";
            pages.MapRead(path, (string id, PageContext page, HttpContext http, ChangePages change) =>
                change.ShowAsync(kind, id, page, http));
            pages.MapWrite(path, (string id, PageContext page, HttpContext http, ChangePages change) =>
                change.SendAsync(kind, id, page, http)).AnswersStaleToken();
        }
    }

    private async Task<IResult> ShowAsync(ChangeKind kind, string id, PageContext page, HttpContext http)
    {
        if (await entries.FindAsync(id, page, http.RequestAborted) is not { } entry)
            return ProblemResults.Unknown("activity", id);
        var input = FormInput.Of([]);
        input.Set("key", Identifiers.New(time.GetUtcNow()).ToString());
        return await FormAsync(kind, page, http, entry, input);
    }

    private async Task<IResult> SendAsync(ChangeKind kind, string id, PageContext page, HttpContext http)
    {
        var input = http.Request.HasFormContentType
            ? FormInput.Of(await http.Request.ReadFormAsync(http.RequestAborted)) : FormInput.Of([]);
        try
        {
            return await entries.FindAsync(id, page, http.RequestAborted) is { } entry
                ? await RecordAsync(kind, page, http, entry, input) : ProblemResults.Unknown("activity", id);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "30";
            return KeptForm.Of(http, page, page.Path, input, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> RecordAsync(
        ChangeKind kind, PageContext page, HttpContext http, ChangedEntry entry, FormInput input)
    {
        if (!PagePost.IsTokenValid(http))
            return await FormAsync(kind, page, http, entry, input, StatusCodes.Status400BadRequest,
                trouble: PagePost.WhyAgain(http, page.Language));
        var missing = Missing(kind, input, SpeakersOf(kind, entry, By(http))).ToArray();
        if (missing.Length > 0)
            return await FormAsync(kind, page, http, entry, input, StatusCodes.Status400BadRequest, missing);
        var request = RequestOf(kind, page.Language, entry, input, By(http));
        // A form that is sent twice finds its own change as the last one, and is answered as the first time.
        var isSeen = input[Seen] == entry.ChangedAt.ToString(CultureInfo.InvariantCulture);
        if (!isSeen && (await commands.TryAsync([request], http.RequestAborted)).Accepted.Count > 0)
            return await FormAsync(kind, page, http, entry, input, StatusCodes.Status412PreconditionFailed,
                trouble: ChangedMeanwhile(page.Language, entry));
        var result = await commands.RecordAsync(request, http.RequestAborted);
        if (result.Recorded is { } recorded)
            return new SeeOther(page.To($"/activities/{entry.Entry.Id}", $"done={recorded.ActivityId}"));
        return await FormAsync(kind, page, http, entry, input,
            ProblemResults.StatusOf(result.Rejections[0].Kind), result.Rejections);
    }

    private async Task<IResult> FormAsync(
        ChangeKind kind, PageContext page, HttpContext http, ChangedEntry entry, FormInput input,
        int status = StatusCodes.Status200OK, IReadOnlyList<Rejection>? faults = null, string? trouble = null)
    {
        var (by, cancel) = (By(http), http.RequestAborted);
        var speakers = SpeakersOf(kind, entry, by);
        input.Set(Seen, entry.ChangedAt.ToString(CultureInfo.InvariantCulture));
        var told = await words.OfAsync(page.Language, faults ?? [], cancel);
        var (beside, above) = (told.Where(IsBeside).ToArray(), told.Where(one => !IsBeside(one)).ToArray());
        return Page(page, http, status, new(kind, entry.Entry.Id.ToString(), input, by)
        {
            Entry = entry,
            Speakers = speakers,
            Faults = [.. beside.Select(one => new FaultModel(
                one.Rejection.Field, LabelOf(kind, one.Rejection.Field!, page.Language), one.Text))],
            Against = above.Length > 0 ? [.. above.Select(one => one.Text)]
                : await AgainstAsync(kind, page.Language, entry, speakers, by, cancel),
            Trouble = trouble,
        });

        static bool IsBeside((Rejection Rejection, string Text) one) =>
            one.Rejection.Field is { } field && ChangeFormModel.Fields.Contains(field);
    }

    /// <summary>Why the change would be refused whatever its reason; empty if it would not.</summary>
    private async Task<IReadOnlyList<string>> AgainstAsync(
        ChangeKind kind, Language language, ChangedEntry entry, IReadOnlyList<CityId> speakers, Recorder by,
        CancellationToken cancel)
    {
        if (kind.IsOfCity && speakers.Count == 0) return [NobodySpeaks(kind, language, entry)];
        var asked = FormInput.Of([]);
        asked.Set("reason", "–");
        if (kind.IsOfCity) asked.Set("city", speakers[0].Value);
        var results = (await commands.TryAsync([RequestOf(kind, language, entry, asked, by)], cancel)).Results;
        return [.. (await words.OfAsync(language, results[0].Rejections, cancel))
            .Select(one => one.Text)];
    }

    private static string NobodySpeaks(ChangeKind kind, Language language, ChangedEntry entry)
    {
        var cities = kind == ChangeKind.Withdraw ? entry.Current.DisputedBy.AsEnumerable()
            : NamedCities.All(entry.Current.Activity);
        var named = string.Join(", ", cities.Select(entry.NameOf));
        return kind == ChangeKind.Withdraw
            ? named.Length == 0
                ? language.In("Không địa phương nào đang phản bác mục này.", "No city disputes this entry.")
                : language.In($"Ý kiến về mục này là của {named}. Chỉ người ghi của nơi ấy rút được.",
                    $"The entry is disputed by {named}. Only their recorders may withdraw that.")
            : named.Length == 0
                ? language.In("Mục này không nêu tên địa phương nào, nên không nơi nào phản bác được.",
                    "The entry names no city, so there is none that can dispute it.")
                : language.In(
                    $"Mục này nêu tên {named}. Chỉ người ghi của những nơi ấy ghi ý kiến được, mỗi nơi một lần.",
                    $"The entry names {named}. Only their recorders may dispute it, once each.");
    }

    /// <summary>The cities for which this recorder may speak about the entry.</summary>
    private static IReadOnlyList<CityId> SpeakersOf(ChangeKind kind, ChangedEntry entry, Recorder by)
    {
        if (!kind.IsOfCity) return [];
        var named = kind == ChangeKind.Withdraw ? entry.Current.DisputedBy
            : NamedCities.All(entry.Current.Activity).Except(entry.Current.DisputedBy);
        return [.. named.Where(city => by.MayRecordFor([city]))];
    }

    private static IEnumerable<Rejection> Missing(ChangeKind kind, FormInput input, IReadOnlyList<CityId> speakers)
    {
        if (kind.Whys.Count > 0 && kind.Whys.All(why => why.Id != input["why"])) yield return Required("why");
        if (speakers.Count > 1 && speakers.All(city => city.Value != input["city"])) yield return Required("city");
        if (input["reason"] is null) yield return Required("reason");

        static Rejection Required(string field) =>
            Rejection.Malformed(field, new Fault("required", ("what", new FieldPhrase(null, field))));
    }

    private static CommandRequest RequestOf(
        ChangeKind kind, Language language, ChangedEntry entry, FormInput input, Recorder by)
    {
        var why = kind.Whys.FirstOrDefault(one => one.Id == input["why"]);
        var reason = input["reason"]?.Trim() ?? "";
        var data = new JsonObject
        {
            ["reason"] = why.Id is null or "other" ? reason : $"{language.In(why.Vietnamese, why.English)}. {reason}",
        };
        if (kind.IsOfCity)
            data["city"] = input["city"] ?? (SpeakersOf(kind, entry, by) is [var first, ..] ? first.Value : null);
        return new(kind.Type, System.Text.Json.JsonSerializer.SerializeToElement(data), by)
        {
            Given = [("targetEventId", entry.Entry.Id)],
            IdempotencyKey = input["key"] ?? "",
        };
    }

    private static string ChangedMeanwhile(Language language, ChangedEntry entry) => entry.Last is { } last
        ? language.In(
            $"Chưa có gì được ghi: trong lúc trang này mở, {last.By} đã ghi “{language.KindName(last.Kind)}” cho mục "
            + $"này (lý do: {last.Reason}). Xem mục ở dưới như đang ghi, rồi gửi lại nếu vẫn muốn.",
            $"Nothing was recorded: while this page was open, {last.By} recorded “{language.KindName(last.Kind)}” of "
            + $"this entry (reason: {last.Reason}). See below how it stands now, then send again if you still want to.")
        : language.In("Chưa có gì được ghi: xem lại mục ở dưới rồi gửi lại.",
            "Nothing was recorded: look at the entry below, then send again.");

    private static string LabelOf(ChangeKind kind, string field, Language language) => field switch
    {
        "why" => language.In("Vì sao", "Why"),
        "city" => language.In("Địa phương", "City"),
        _ => language.In(kind.Reason.Vietnamese, kind.Reason.English),
    };

    private static Recorder By(HttpContext http) => RecorderClaims.RecorderOf(http);

    private PageResult<ChangePageView> Page(PageContext page, HttpContext http, int status, ChangeFormModel model) =>
        new(page.WithForms(http), new Dictionary<string, object?>
        {
            [nameof(ChangePageView.Model)] = model,
            [nameof(ChangePageView.Catalogue)] = catalogue,
        }, status);
}
