using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Appending;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>
/// Records a draft: all rows that are not left out, in one transaction, or none. The ids of its events follow from the
/// draft, so a repeated confirmation finds them on record and is answered as the first one was.
/// </summary>
public sealed class SheetConfirmation(SheetReview review, DraftStore drafts, AppendQueue queue)
{
    /// <returns>What was recorded, or why nothing was.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable. Confirm again: it is recorded
    /// once.</exception>
    /// <exception cref="TimeoutException">The database did not confirm in time. Confirm again likewise.</exception>
    public async Task<(ImportResult? Result, IReadOnlyList<Rejection> Rejections)> ConfirmAsync(
        StoredDraft draft, Recorder by, IReadOnlyList<int> leaveOut, Language language, CancellationToken cancel)
    {
        await using var alone = await drafts.LockAsync(draft.Id, cancel);
        return await RecordAsync(await review.ReadAsync(draft, by, language, cancel), leaveOut, cancel);
    }

    /// <summary>Records the rows of a sheet that was reviewed.</summary>
    /// <inheritdoc cref="ConfirmAsync" path="/exception"/>
    public async Task<(ImportResult? Result, IReadOnlyList<Rejection> Rejections)> RecordAsync(
        ReviewedSheet sheet, IReadOnlyList<int> leaveOut, CancellationToken cancel)
    {
        if (sheet.Refusal is { } refusal) return (null, [refusal]);
        var left = leaveOut.ToHashSet();
        var known = sheet.Rows.Select(row => row.Number).ToHashSet();
        if (left.Except(known).Order().ToArray() is { Length: > 0 } unknown)
            return (null, [.. unknown.Take(MostTold).Select(SheetRefusals.NoSuchRow)]);
        DraftRow[] wanted = [.. sheet.Rows.Where(row => !left.Contains(row.Number))];
        if (sheet.IsRecorded && (wanted.Any(row => row.OnRecord is null)
            || sheet.Rows.Except(wanted).Any(row => row.OnRecord is not null)))
            return (null, [SheetRefusals.RecordedOtherwise()]);
        if (wanted.Length == 0) return (null, [SheetRefusals.NothingLeft()]);
        Rejection[] faults =
            [.. sheet.HeaderFaults.Concat(wanted.SelectMany(row => row.Faults)).Take(MostTold).Select(AtCell)];
        if (faults.Length > 0) return (null, faults);

        var results = await queue.RecordAsync([.. wanted.Select(row => row.Draft!)], cancel);
        if (results.Any(result => result.Recorded is null))
            return (null, [.. wanted.Zip(results).SelectMany(one => one.Second.Rejections.Select(why =>
                why with { Field = $"{one.First.Number}" })).Take(MostTold)]);
        RecordedRow[] rows = [.. wanted.Zip(results, (row, result) => (row.Number, result.Recorded!)).Select(one =>
            new RecordedRow(
                one.Number, one.Item2.ActivityId, one.Item2.Stream, one.Item2.Version, one.Item2.Position))];
        return (new(rows.Length, sheet.Rows.Count - rows.Length, rows.Max(row => row.Position), rows), []);
    }

    /// <summary>The faults that a problem lists; the draft has all of them.</summary>
    private const int MostTold = 1_000;

    private static Rejection AtCell(CellFault fault) => fault.Why with { Field = fault.Cell ?? fault.Header ?? "" };
}
