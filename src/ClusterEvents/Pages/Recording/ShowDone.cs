using System.Globalization;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Pages;
using Marten;

namespace ClusterEvents.Pages.Recording;

/// <summary>What was recorded, its place in the record, and what this person is likely to do next.</summary>
internal sealed class ShowDone(
    IDocumentStore store, EventCatalogue catalogue, EntryNames names, PageEntries entries, TimelineProgress progress,
    StreamStateCache streams)
{
    /// <summary>How many entries of one recording are shown.</summary>
    private const int MostShown = 60;

    /// <summary>How many kinds that can follow are offered.</summary>
    private const int MostOffered = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/record/done",
        (PageContext page, HttpContext http, ShowDone done) => done.AnswerAsync(page, http));

    private async Task<IResult> AnswerAsync(PageContext page, HttpContext http)
    {
        var asked = http.Request.Query;
        Guid[] ids = [.. asked["id"].Take(MostShown)
            .Select(text => Guid.TryParse(text, out var one) ? one : Guid.Empty)];
        if (ids is not [var id, ..] || ids.Contains(Guid.Empty)
            || !long.TryParse(asked["position"], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return ProblemResults.Unknown("activity", asked["id"].ToString());
        await progress.ReachAsync(position, Patience, http.RequestAborted);
        var found = new List<ShownEntry>();
        foreach (var one in ids)
            if (await ReadActivity.FindAsync(one, null, store, catalogue, http.RequestAborted) is { } entry)
                found.Add(ShownEntry.Of(entry, page.Language, corrections: false));
        var named = await names.NamedAsync(found, page.Language, null, http.RequestAborted);
        var shown = await entries.OfAsync(named, long.MaxValue - 1, http.RequestAborted);
        var state = shown is [var first, ..]
            ? (await streams.ReadAsync([first.Stream], http.RequestAborted)).GetValueOrDefault(first.Stream)?.State
            : null;
        return new PageResult<DoneView>(page, new Dictionary<string, object?>
        {
            [nameof(DoneView.Id)] = id,
            [nameof(DoneView.Position)] = position,
            [nameof(DoneView.Again)] = asked.ContainsKey("again"),
            [nameof(DoneView.Count)] = ids.Length,
            [nameof(DoneView.Entries)] = shown,
            [nameof(DoneView.Next)] =
                (IReadOnlyList<(string, string, string, string)>)[.. NextAfter(page, shown, state)],
            [nameof(DoneView.Catalogue)] = catalogue,
        });
    }

    private static IEnumerable<(string Path, string Icon, string Name, string Text)> NextAfter(
        PageContext page, IReadOnlyList<PageEntry> shown, object? state)
    {
        var language = page.Language;
        if (shown is [var entry, ..] && KindForms.All.FirstOrDefault(form => form.Type.Name == entry.Kind) is { } form)
        {
            foreach (var next in FollowUps.Of(entry.Stream.Kind, state, entry.Kind).Take(MostOffered))
                yield return (page.To($"/record/{next.Slug}", $"from={Uri.EscapeDataString(entry.Stream.ToString())}"),
                    IconOf(next), language.KindName(next.Type.Name),
                    language.In(next.Lead.Vietnamese, next.Lead.English));
            yield return (page.To($"/record/{form.Slug}", FollowUps.Fits(form.Type, state) ? From(entry) : ""),
                IconOf(form),
                language.In($"Ghi thêm: {language.KindName(entry.Kind)}", $"Another: {language.KindName(entry.Kind)}"),
                language.In("Những gì biết trước đã điền sẵn.", "What is known is filled in."));
        }

        yield return (page.To("/record"), "pen", language.In("Ghi việc khác", "Record something else"),
            language.In("Trở lại danh sách các việc.", "Back to the list."));
    }

    private static string From(PageEntry entry) => entry.Activity switch
    {
        Domain.Directives.DirectiveIssued { RelatedTo: { } meeting } =>
            $"from={Uri.EscapeDataString(meeting.ToString())}",
        _ when FollowUps.Asks(entry.Kind) => $"from={Uri.EscapeDataString(entry.Stream.ToString())}",
        _ => "",
    };

    private static string IconOf(KindForm form) => form.Group switch
    {
        "cluster" => "brand",
        "city" or "fix" => "info",
        var group => group,
    };
}
