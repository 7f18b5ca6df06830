using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Commands;
using JasperFx.CommandLine;

namespace ClusterEvents.Exchange;

public sealed class ImportInput : CommandInput
{
    [Description("A file of CloudEvents, one a line, as export writes them")]
    public string File { get; set; } = "";

    [Description("Keep when and by whom things were recorded: only when restoring into an empty installation")]
    public bool PreserveFlag { get; set; }

    public override string? Fault() => System.IO.File.Exists(File) ? null : $"There is no file {File}";
}

/// <summary>Imports CloudEvents, one a line. Good lines are kept, bad ones are explained.</summary>
[Description("Import CloudEvents, one a line", Name = "import")]
public sealed class ImportCommand : JasperFxAsyncCommand<ImportInput>
{
    public override async Task<bool> Execute(ImportInput input)
    {
        await using var session = await CommandSession.OpenAsync(input.Host);
        await using var lines = File.OpenRead(input.File);
        return await ProgressBar.ShowAsync("Importing", lines.Length, async done =>
        {
            var report = new ImportReport();
            var results = LineImport.RunAsync(lines, session.Get<AppendQueue>(), session.Get<CloudEventReader>(),
                Recorder.System, input.PreserveFlag, CancellationToken.None);
            await foreach (var group in results)
            {
                foreach (var result in group) report.Add(result, input.File);
                done(lines.Position);
            }

            return report.Close();
        });
    }
}
