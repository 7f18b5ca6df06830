using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>Imports a spreadsheet from the command line: all rows or none, with each fault by its cell.</summary>
internal static class SheetImport
{
    private const Language Spoken = Language.English;

    public static async Task<int> RunAsync(
        CommandSession session, string file, string? kind, bool dryRun, CancellationToken cancel)
    {
        var kinds = session.Get<KindColumn>();
        if (kind is not null && kinds.Find(kind) is null)
        {
            await Console.Error.WriteLineAsync($"`{kind}` is no kind of event, such as DirectiveIssued.");
            return 1;
        }

        if (new FileInfo(file).Length > Sheet.LargestFile)
        {
            await Console.Error.WriteLineAsync($"{file} is larger than {Sheet.LargestFile >> 20} MB. Split it.");
            return 1;
        }

        var draft = StoredDraft.Of(Recorder.System.Subject, Path.GetFileName(file),
            kind is null ? null : kinds.Find(kind)!.Name, await File.ReadAllBytesAsync(file, cancel),
            session.Get<TimeProvider>().GetUtcNow());
        var sheet = await session.Get<SheetReview>().ReadAsync(draft, Recorder.System, Spoken, cancel);
        Tell(sheet, file);
        if (!sheet.IsGood) return 1;
        var known = sheet.Rows.Count(row => row.OnRecord is not null);
        if (dryRun)
        {
            Console.WriteLine(
                $"{sheet.Rows.Count - known} would be recorded, {known} on record before; nothing was recorded");
            return 0;
        }

        var (result, rejections) = await session.Get<SheetConfirmation>().RecordAsync(sheet, [], cancel);
        foreach (var rejection in rejections)
            await Console.Error.WriteLineAsync($"{file}: {rejection.Message}");
        if (result is null) return 1;
        Console.WriteLine($"{result.Recorded - known} recorded, {known} on record before");
        return 0;
    }

    private static void Tell(ReviewedSheet sheet, string file)
    {
        if (sheet.Refusal is { } refusal) Console.Error.WriteLine($"{file}: {refusal.Fault.Code}: {refusal.Detail}");
        var faults = sheet.HeaderFaults.Select(fault => (sheet.Sheet!.Header.Number, fault))
            .Concat(sheet.Rows.SelectMany(row => row.Faults, (row, fault) => (row.Number, fault)));
        foreach (var (row, fault) in faults)
            Console.Error.WriteLine($"{file}:{fault.Cell ?? $"row {row}"}: {fault.Why.Fault.Code}: "
                + RefusalText.Of(Spoken, fault.Why.Fault, sheet.Names));
        foreach (var row in sheet.Rows.Where(row => row.SimilarRows.Count > 0))
            Console.Error.WriteLine($"{file}: row {row.Number} is like row {string.Join(", ", row.SimilarRows)}");
        foreach (var row in sheet.Rows.Where(row => row is { IsLikelyRepetition: true, Similar.Count: > 0 }))
            Console.Error.WriteLine($"{file}: row {row.Number} is like {row.Similar[0].ActivityId}: "
                + $"{row.Similar[0].Title}");
        var faulty = sheet.Rows.Count(row => !row.IsGood);
        if (sheet.Refusal is null && !sheet.IsGood)
            Console.WriteLine($"{sheet.Rows.Count - faulty} of {sheet.Rows.Count} rows are good; nothing was recorded");
    }
}
