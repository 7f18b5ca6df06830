using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Recording;

/// <summary>
/// Finds a meeting, a directive, a target or a title of the law for a field of a form: nobody types a key. The page
/// carries the form along, and comes back to where it was.
/// </summary>
internal sealed class FindThing(
    TimelineReader timelines, StreamStateCache streams, FormSituations situations, EventCatalogue catalogue)
{
    private const int Shown = 20;

    private const int Read = 60;

    /// <param name="page">What was asked for.</param>
    /// <param name="http">The request.</param>
    /// <param name="form">The form.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="field">The field that names the thing.</param>
    /// <param name="above">The pages above, the form itself as the last of them.</param>
    public async Task<IResult> AnswerAsync(
        PageContext page, HttpContext http, KindForm form, FormInput input, string field,
        IReadOnlyList<(string Address, string Name)> above)
    {
        var words = input["q"];
        var situation = await situations.ReadAsync(page, http, form, input);
        var isTitle = form.Fields.Any(spec => spec.Path == field && spec.IsAward);
        var kind = KindOf(form, field);
        return new PageResult<FindThingView>(page, new Dictionary<string, object?>
        {
            [nameof(FindThingView.Above)] = above,
            [nameof(FindThingView.Field)] = field,
            [nameof(FindThingView.Title)] = isTitle
                ? page.Language.In("Chọn danh hiệu, hình thức khen", "Choose a title")
                : TitleOf(kind, page.Language),
            [nameof(FindThingView.Words)] = words,
            [nameof(FindThingView.Chosen)] = input[field] ?? input["back"],
            [nameof(FindThingView.Required)] =
                isTitle || (field == FormSituations.Stream && form.Type.Opens == Opens.Never),
            [nameof(FindThingView.Example)] = isTitle ? "lao động xuất sắc" : "so ket",
            [nameof(FindThingView.Order)] = isTitle
                ? page.Language.In($"theo luật có hiệu lực ngày {situation.Language.In(AwardDay(input, situation))}",
                    $"in the law in force on {situation.Language.In(AwardDay(input, situation))}")
                : page.Language.In("gần ngày đang ghi nhất ở trên cùng", "the nearest in time first"),
            [nameof(FindThingView.Found)] = isTitle ? AwardsIn(words, AwardDay(input, situation), page.Language)
                : await ThingsAsync(form, field, kind, words, situation, http.RequestAborted),
            [nameof(FindThingView.Carried)] =
                (IReadOnlyList<(string, string)>)[.. input.Carried.Where(one => one.Name is not ("back" or "taken"))],
        });
    }

    /// <summary>The field whose thing was chosen in the find box, or kept as it was; null if not asked.</summary>
    public static string? Answered(FormInput input)
    {
        if (input["do"] is not ("take" or "back") || input["taken"] is not { } taken) return null;
        if (input["do"] == "back") input.Set(taken, input["back"] ?? "");
        foreach (var name in new[] { "taken", "back" }) input.Set(name);
        return taken;
    }

    private async Task<IReadOnlyList<FoundChoice>> ThingsAsync(
        KindForm form, string field, string? kind, string? words, FormSituation situation, CancellationToken cancel)
    {
        var isRegistered = kind is StreamKinds.City or StreamKinds.Cluster or StreamKinds.Campaign;
        StreamKey[] keys = [.. (isRegistered ? Registered(kind!, words, situation)
            : await FoundAsync(kind, words, situation, cancel)).Distinct()];
        var found = await streams.ReadAsync(keys, cancel);
        var standing = keys.Where(key => found.GetValueOrDefault(key) is { Stands: true });
        // What the form fits comes first; a meeting that is planned counts by the day for which it is.
        if (!isRegistered)
            standing = standing
                .OrderBy(key => field == FormSituations.Stream && !FollowUps.Fits(form.Type, found[key].State))
                .ThenBy(key => Math.Abs(DayOf(found[key]).DayNumber - situation.Day.DayNumber));
        var things = new List<FoundChoice>();
        foreach (var key in standing.Take(Shown))
        {
            var thing = await situations.DescribeAsync(key, found[key], situation.Language, cancel);
            things.Add(new(key.ToString(), thing.Title, thing.Detail));
        }

        return things;
    }

    private static DateOnly DayOf(StreamSnapshot stream) =>
        (stream.State as Meeting)?.PlannedOn ?? stream.Current.FirstOrDefault()?.OccurredOn ?? DateOnly.MinValue;

    /// <summary>The day whose law names the titles: that of the decision, or else of the event.</summary>
    private static DateOnly AwardDay(FormInput input, FormSituation situation) =>
        FormSituations.DayOf(input["decisionDate"]) ?? situation.Day;

    private static IReadOnlyList<FoundChoice> AwardsIn(string? words, DateOnly day, Language language)
    {
        string[] wanted = Slug.Of(words ?? "").Split('-', StringSplitOptions.RemoveEmptyEntries);
        return [.. TitleCatalogue.InForceOn(day)
            .Where(title => wanted.All(
                word => Slug.Of($"{title.Name} {title.English}").Contains(word, StringComparison.Ordinal)))
            .Select(title => new FoundChoice(
                title.Name, title.Name, language == Language.English ? title.English : ""))];
    }

    /// <summary>The kind of stream that a field means; null for any.</summary>
    private static string? KindOf(KindForm form, string field) =>
        field == FormSituations.Stream ? form.Type.StreamKind : StreamKinds.Meeting;

    private static IReadOnlyList<StreamKey> Registered(string kind, string? words, FormSituation situation)
    {
        var all = kind switch
        {
            StreamKinds.City => situation.Cities.Select(city => (city.CityId, city.Name)),
            StreamKinds.Cluster => situation.Clusters.Select(cluster => (cluster.ClusterId, cluster.Name)),
            _ => situation.Campaigns.OrderByDescending(campaign => campaign.Period.From)
                .Select(campaign => (campaign.CampaignId, campaign.Name)),
        };
        var wanted = Slug.Of(words ?? "");
        return
        [
            .. all.Where(one => Slug.Of(one.Item2).Contains(wanted, StringComparison.Ordinal))
                .Select(one => new StreamKey(kind, one.Item1)),
        ];
    }

    /// <summary>The streams whose first entries have the words.</summary>
    private async Task<IReadOnlyList<StreamKey>> FoundAsync(
        string? kind, string? words, FormSituation situation, CancellationToken cancel)
    {
        string[] kinds =
        [
            .. catalogue.Types
                .Where(type => kind is null || (type.StreamKind == kind && type.Opens != Opens.Never))
                .Where(type => type.Reach != Reach.RegistryOnly).Select(type => type.Name),
        ];
        var everywhere = new List<ShownEntry>();
        foreach (var cluster in situation.Clusters)
        {
            var page = await timelines.ReadAsync(
                new(new StreamKey(StreamKinds.Cluster, cluster.ClusterId))
                {
                    Kinds = kinds,
                    Search = words,
                    Limit = Read,
                },
                situation.Language, cancel);
            everywhere.AddRange(page?.Entries ?? []);
        }

        return [.. everywhere.Select(entry => FeedEntry.Of(entry, catalogue).Stored.Stream)];
    }

    private static string TitleOf(string? kind, Language language) => kind switch
    {
        StreamKinds.Meeting => language.In("Chọn hội nghị", "Choose a meeting"),
        StreamKinds.Directive => language.In("Chọn chỉ đạo", "Choose a directive"),
        StreamKinds.Target => language.In("Chọn chỉ tiêu", "Choose a target"),
        StreamKinds.Campaign => language.In("Chọn phong trào", "Choose a campaign"),
        StreamKinds.Commendation => language.In("Chọn khen thưởng", "Choose a commendation"),
        StreamKinds.Evaluation => language.In("Chọn đợt chấm điểm", "Choose an evaluation"),
        StreamKinds.City => language.In("Chọn địa phương", "Choose a city"),
        _ => language.In("Chọn một việc đã ghi", "Choose what is on record"),
    };
}
