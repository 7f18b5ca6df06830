using System.CommandLine;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Exchange.Sheets;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Exchange;

/// <summary>
/// Imports CloudEvents, one a line, of which good lines are kept and bad ones explained; or a spreadsheet, of which all
/// rows are recorded or none.
/// </summary>
internal static class ImportCommand
{
    public static HostCommand Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "A file of CloudEvents, one a line, as export writes them; or a spreadsheet (.xlsx, .csv)",
        };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } path && !File.Exists(path))
                result.AddError($"There is no file {path}");
        });
        var preserve = CommandArguments.Flag("--preserve", "-p",
            "Keep when and by whom things were recorded: only when restoring into an empty installation");
        var dryRun = CommandArguments.Flag("--dry-run", "-n", "Tell what would be recorded, and record nothing");
        var kind = new Option<string?>("--kind", "-k")
        {
            Description = "The kind of event of all rows of a spreadsheet that does not say it itself",
        };
        return new HostCommand("import", "Import CloudEvents, one a line, or a spreadsheet")
        {
            Arguments = { file },
            Options = { preserve, dryRun, kind },
            RunAsync = (given, host, cancel) => RunAsync(host, given.GetRequiredValue(file), given.GetValue(kind),
                given.GetValue(preserve), given.GetValue(dryRun), cancel),
        };
    }

    private static async Task<int> RunAsync(
        IHost host, string file, string? kind, bool preserve, bool dryRun, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(host, cancel);
        if (Path.GetExtension(file).ToLowerInvariant() is ".xlsx" or ".csv")
            return await SheetImport.RunAsync(session, file, kind, dryRun, cancel);
        await using var lines = File.OpenRead(file);
        if (dryRun) return await TryAsync(session, lines, file, preserve, cancel);
        return await ProgressBar.ShowAsync("Importing", lines.Length, async done =>
        {
            var report = new ImportReport();
            var results = LineImport.RunAsync(lines, session.Get<AppendQueue>(), session.Get<CloudEventReader>(),
                Recorder.System, preserve, cancel);
            try
            {
                await foreach (var group in results)
                {
                    foreach (var result in group) report.Add(result, file);
                    done(lines.Position);
                }
            }
            catch (Exception exception) when (Failures.StoreIsUnusable(exception))
            {
                // What was recorded stays, so it is told how much that is.
                report.Close();
                if (session.Get<RecordingOutage>().Reason is null) throw;
                return 1;
            }

            if (preserve) session.Get<SecurityEvents>().Restored(Recorder.System, report.Kept, report.Refused);
            return report.Close();
        });
    }

    private static async Task<int> TryAsync(
        CommandSession session, Stream lines, string file, bool preserve, CancellationToken cancel)
    {
        var report = new ImportReport();
        foreach (var result in await LineImport.TryAsync(lines, session.Get<RecordingTrial>(),
            session.Get<CloudEventReader>(), Recorder.System, preserve, cancel))
            report.Add(result, file);
        return report.Close(dryRun: true);
    }
}
