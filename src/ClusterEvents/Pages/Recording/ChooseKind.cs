using ClusterEvents.Domain;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Recording;

/// <summary>What can be recorded: all kinds in the groups of the work, those used lately first.</summary>
internal sealed class ChooseKind(FormSituations situations, TimelineReader timelines, EventCatalogue catalogue)
{
    private const int MostRecent = 4;

    /// <summary>Other ways to record, beside a form for each kind.</summary>
    private static readonly (string Path, string Icon, (string, string) Name, (string, string) Text)[] Ways =
    [
        ("/monthly", "target", ("Số liệu chỉ tiêu của tháng", "The values of a month"),
            ("Mọi chỉ tiêu và địa phương trong một bảng, ghi cùng lúc.",
                "All targets and cities in one table, recorded at once.")),
        ("/import", "sheet", ("Nhập từ bảng tính", "Bring in a spreadsheet"),
            ("Nhiều hoạt động đã qua trong một tệp Excel hoặc CSV: xem từng dòng rồi mới ghi.",
                "Many past activities in one Excel or CSV file: each row is shown before it is recorded.")),
    ];

    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/record",
        (PageContext page, HttpContext http, ChooseKind choose) => choose.AnswerAsync(page, http));

    private async Task<IResult> AnswerAsync(PageContext page, HttpContext http)
    {
        var situation = await situations.ReadAsync(page, http, null, FormInput.Of([]));
        var find = http.Request.Query["find"].ToString() is { Length: > 0 } words ? words : null;
        return new PageResult<ChooseKindView>(page, new Dictionary<string, object?>
        {
            [nameof(ChooseKindView.Situation)] = situation,
            [nameof(ChooseKindView.Find)] = find,
            [nameof(ChooseKindView.Kinds)] = (IReadOnlyList<(KindForm, string?)>)[.. KindForms.All
                .Where(form => find is null || IsFound(form, find)).Select(form => (form, WhyNot(form, situation)))],
            [nameof(ChooseKindView.Recent)] = await RecentAsync(situation, http.RequestAborted),
            [nameof(ChooseKindView.Ways)] = (IReadOnlyList<(string, string, string, string)>)[.. Ways.Select(way =>
                (way.Path, way.Icon, page.Language.In(way.Name.Item1, way.Name.Item2),
                    page.Language.In(way.Text.Item1, way.Text.Item2)))],
        });
    }

    /// <summary>Whether all words stand somewhere in what a form is called, or asks for.</summary>
    private static bool IsFound(KindForm form, string words)
    {
        var texts = Slug.Of([Language.Vietnamese.KindName(form.Type.Name), Language.English.KindName(form.Type.Name),
            form.Lead.Vietnamese, form.Lead.English, .. form.Fields.Select(field => field.Vietnamese),
            .. form.Fields.SelectMany(field => field.Choices.Values).Select(choice => choice.Vietnamese)]);
        var choices = form.Type.Name == nameof(DirectiveIssued) ? "-cong-dien-cong-van-ke-hoach-quyet-dinh" : "";
        return Slug.Of(words).Split('-', StringSplitOptions.RemoveEmptyEntries)
            .All(word => (texts + choices).Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Who may record it instead; null if the person may.</summary>
    private static string? WhyNot(KindForm form, FormSituation situation) => form.Type.Right switch
    {
        _ when form.Type.ForAdministrators && !situation.By.IsAdministrator => situation.Language.In(
            "Quản trị viên ghi.", "An administrator records it."),
        Right.Office when !situation.By.ForAllCities => situation.Language.In(
            "Cơ quan thường trực cụm ghi.", "The office of the cluster records it."),
        Right.Cluster or Right.ClusterForOthers when !situation.SpeaksForCluster =>
            situation.Cluster?.Leadership is { } led ? situation.Language.In(
                $"Cơ quan thường trực cụm hoặc Cụm trưởng năm {led.Year} ({situation.NameOf(led.Lead.Value)}) ghi.",
                $"The office of the cluster or the lead of {led.Year} ({situation.NameOf(led.Lead.Value)}) records it.")
            : situation.Language.In("Cơ quan thường trực cụm ghi.", "The office of the cluster records it."),
        _ => null,
    };

    private async Task<IReadOnlyList<KindForm>> RecentAsync(FormSituation situation, CancellationToken cancel)
    {
        if (situation.Cluster is not { } cluster) return [];
        var page = await timelines.ReadAsync(
            new(new StreamKey(StreamKinds.Cluster, cluster.ClusterId)) { ByChange = true, Limit = 50 },
            situation.Language, cancel);
        return [.. (page?.Entries ?? []).Select(entry => FeedEntry.Of(entry, catalogue))
            .Where(entry => entry.Stored.RecordedBy == situation.By.Name && catalogue.TryGet(entry.Kind, out _))
            .Select(entry => KindForms.All.FirstOrDefault(form => form.Type.Name == entry.Kind)).OfType<KindForm>()
            .Distinct().Take(MostRecent)];
    }
}
