using ClusterEvents.Recording.Commands;
using JasperFx.CommandLine;

namespace ClusterEvents.Exchange;

public sealed class SeedInput : CommandInput
{
    [Description("A seed file or folder; the seeds that come with the program where it is left out")]
    public string Path { get; set; } = Seeds.Folder;

    public override string? Fault() =>
        File.Exists(Path) || Directory.Exists(Path) ? null : $"There is no seed file or folder {Path}";
}

/// <summary>Imports seed files. Idempotent: a second run changes nothing.</summary>
[Description("Import seed files; a second run changes nothing", Name = "seed")]
public sealed class SeedCommand : JasperFxAsyncCommand<SeedInput>
{
    public SeedCommand()
    {
        Usage("Import the seeds that come with the program").Arguments();
        Usage("Import a seed file or folder").Arguments(input => input.Path);
    }

    public override async Task<bool> Execute(SeedInput input)
    {
        await using var session = await CommandSession.OpenAsync(input.Host);
        var report = new ImportReport();
        await foreach (var (file, result) in session.Get<Seeds>().LoadAsync(input.Path, CancellationToken.None))
            report.Add(result, file);
        return report.Close();
    }
}
