using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.TransparencyLog;
using Marten;

namespace ClusterEvents.Pages.Audit;

/// <summary>
/// The receipt of one entry in five steps. The page holds all that the steps need, so that the reader's own browser
/// recomputes them without asking the service again.
/// </summary>
internal sealed class ReadReceiptPage(
    IDocumentStore store, EventCatalogue catalogue, EventReplay replay, IReceipts receipts, SealedLog log)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/audit/receipts/{id}",
        (string id, PageContext page, Asked<EmptyQuery> asked, HttpContext http, ReadReceiptPage read) =>
            read.AnswerAsync(id, page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(
        string activityId, PageContext page, Asked<EmptyQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (!Guid.TryParse(activityId, out var id) || await replay.PositionAsync(id, cancel) is not { } position)
            return ProblemResults.Unknown("activity", activityId);
        var entry = await ReadActivity.FindAsync(id, known: null, store, catalogue, cancel);
        return new PageResult<ReceiptPageView>(page, new Dictionary<string, object?>
        {
            [nameof(ReceiptPageView.Activity)] = id,
            [nameof(ReceiptPageView.Position)] = position,
            [nameof(ReceiptPageView.Title)] = entry?.In(page.Language).Title ?? activityId,
            [nameof(ReceiptPageView.Model)] = await ModelAsync(id, cancel),
        });
    }

    /// <summary>What the steps show; null while no checkpoint covers the entry.</summary>
    private async Task<ReceiptModel?> ModelAsync(Guid id, CancellationToken cancel)
    {
        if (await receipts.FindAsync(id, cancel) is not { } text || !Receipt.TryParse(text, out var receipt)
            || !Checkpoint.TryParse(receipt.Note.Text, out var checkpoint)
            || await log.LeafAsync(receipt.Index, cancel) is not { } leaf) return null;
        var keys = await log.KeysAsync(cancel);
        return new(id, leaf, receipt, checkpoint,
            keys.FirstOrDefault(key => receipt.Note.Signatures.Any(
                one => one.KeyId == key.KeyId && one.Name == key.Name))?.Key,
            [.. receipt.Note.Signatures.Select(one => one.Name).Where(name => name != checkpoint.Origin).Distinct()]);
    }
}
