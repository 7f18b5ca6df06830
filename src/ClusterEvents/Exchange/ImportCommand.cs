using System.CommandLine;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Exchange;

/// <summary>Imports CloudEvents, one a line. Good lines are kept, bad ones are explained.</summary>
internal static class ImportCommand
{
    public static HostCommand Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "A file of CloudEvents, one a line, as export writes them",
        };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } path && !File.Exists(path))
                result.AddError($"There is no file {path}");
        });
        var preserve = CommandArguments.Flag("--preserve", "-p",
            "Keep when and by whom things were recorded: only when restoring into an empty installation");
        return new HostCommand("import", "Import CloudEvents, one a line")
        {
            Arguments = { file },
            Options = { preserve },
            RunAsync = (given, host) => RunAsync(host, given.GetRequiredValue(file), given.GetValue(preserve)),
        };
    }

    private static async Task<int> RunAsync(IHost host, string file, bool preserve)
    {
        await using var session = await CommandSession.OpenAsync(host);
        await using var lines = File.OpenRead(file);
        return await ProgressBar.ShowAsync("Importing", lines.Length, async done =>
        {
            var report = new ImportReport();
            var results = LineImport.RunAsync(lines, session.Get<AppendQueue>(), session.Get<CloudEventReader>(),
                Recorder.System, preserve, CancellationToken.None);
            await foreach (var group in results)
            {
                foreach (var result in group) report.Add(result, file);
                done(lines.Position);
            }

            if (preserve) session.Get<SecurityEvents>().Restored(Recorder.System, report.Kept, report.Refused);
            return report.Close();
        });
    }
}
