using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Reports;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Pages.Audit;

/// <summary>
/// Whether the record can be trusted: the last verification, the checkpoint, how to check it oneself.
/// </summary>
internal sealed class ReadAuditPage(AuditReports reports, SealedLog log, EventReplay replay, Registers registers)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/audit",
        (PageContext page, Asked<EmptyQuery> asked, HttpContext http, ReadAuditPage read) =>
            read.AnswerAsync(page.MayAudit ? page.WithForms(http) : page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(PageContext page, Asked<EmptyQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var checkpoint = await log.NewestAsync(cancel);
        var note = checkpoint is not null && SignedNote.TryParse(checkpoint.Note, out var parsed) ? parsed : null;
        return new PageResult<AuditPageView>(page, new Dictionary<string, object?>
        {
            [nameof(AuditPageView.Position)] = await replay.NewestAsync(cancel),
            [nameof(AuditPageView.Reports)] =
                (IReadOnlyList<KeptReport>)[.. (await reports.NewestAsync(cancel)).Take(5)],
            [nameof(AuditPageView.Choices)] = await ReadDifferencesPage.ChoicesAsync(registers, cancel),
            [nameof(AuditPageView.Leaves)] = checkpoint?.Size,
            [nameof(AuditPageView.Note)] = checkpoint?.Note,
            [nameof(AuditPageView.Signers)] =
                (IReadOnlyList<string>)[.. note?.Signatures.Select(one => one.Name) ?? []],
            [nameof(AuditPageView.Keys)] =
                (IReadOnlyList<string>)[.. (await log.KeysAsync(cancel)).Select(one => one.Key)],
        });
    }
}
