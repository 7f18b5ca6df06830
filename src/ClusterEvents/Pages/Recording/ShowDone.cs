using System.Globalization;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Pages;
using Marten;

namespace ClusterEvents.Pages.Recording;

/// <summary>What was recorded, its place in the record, and what this person is likely to do next.</summary>
internal sealed class ShowDone(
    IDocumentStore store, EventCatalogue catalogue, EntryNames names, PageEntries entries, TimelineProgress progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/record/done",
        (PageContext page, HttpContext http, ShowDone done) => done.AnswerAsync(page, http));

    private async Task<IResult> AnswerAsync(PageContext page, HttpContext http)
    {
        var asked = http.Request.Query;
        if (!Guid.TryParse(asked["id"], out var id)
            || !long.TryParse(asked["position"], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return ProblemResults.Unknown("activity", asked["id"].ToString());
        await progress.ReachAsync(position, Patience, http.RequestAborted);
        IReadOnlyList<PageEntry> shown = [];
        if (await ReadActivity.FindAsync(id, null, store, catalogue, http.RequestAborted) is { } found)
            shown = await entries.OfAsync([await names.NamedAsync(
                ShownEntry.Of(found, page.Language, corrections: false), page.Language, null, http.RequestAborted)],
                long.MaxValue - 1, http.RequestAborted);
        return new PageResult<DoneView>(page, new Dictionary<string, object?>
        {
            [nameof(DoneView.Id)] = id,
            [nameof(DoneView.Position)] = position,
            [nameof(DoneView.Again)] = asked.ContainsKey("again"),
            [nameof(DoneView.Count)] = int.TryParse(asked["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1,
            [nameof(DoneView.Entries)] = shown,
            [nameof(DoneView.Next)] = (IReadOnlyList<(string, string, string, string)>)[.. NextAfter(page, shown)],
            [nameof(DoneView.Catalogue)] = catalogue,
        });
    }

    private static IEnumerable<(string Path, string Icon, string Name, string Text)> NextAfter(
        PageContext page, IReadOnlyList<PageEntry> shown)
    {
        var language = page.Language;
        if (shown is [var entry] && KindForms.All.FirstOrDefault(form => form.Type.Name == entry.Kind) is { } form)
        {
            foreach (var next in FollowUps.Of(entry.Stream.Kind, entry.Kind).Take(2))
                yield return (page.To($"/record/{next.Slug}", $"from={Uri.EscapeDataString(entry.Stream.ToString())}"),
                    IconOf(next), language.KindName(next.Type.Name), language.In(next.Lead.Vietnamese, next.Lead.English));
            yield return (page.To($"/record/{form.Slug}", From(entry)), IconOf(form),
                language.In($"Ghi thêm: {language.KindName(entry.Kind)}", $"Another: {language.KindName(entry.Kind)}"),
                language.In("Những gì biết trước đã điền sẵn.", "What is known is filled in."));
        }

        yield return (page.To("/record"), "pen", language.In("Ghi việc khác", "Record something else"),
            language.In("Trở lại danh sách các việc.", "Back to the list."));
    }

    private static string From(PageEntry entry) => entry.Activity switch
    {
        Domain.Directives.DirectiveIssued { RelatedTo: { } meeting } => $"from={Uri.EscapeDataString(meeting.ToString())}",
        _ when FollowUps.Asks(entry.Kind) => $"from={Uri.EscapeDataString(entry.Stream.ToString())}",
        _ => "",
    };

    private static string IconOf(KindForm form) => form.Group switch { "cluster" => "brand", "city" => "info", "fix" => "info", var group => group };
}
