using System.CommandLine;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Exchange;

/// <summary>Imports seed files. A second run changes nothing.</summary>
internal static class SeedCommand
{
    public static HostCommand Create()
    {
        var path = new Argument<string?>("path")
        {
            Description = "A seed file or folder; the seeds that come with the program where it is left out",
            Arity = ArgumentArity.ZeroOrOne,
        };
        path.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } given && !File.Exists(given) && !Directory.Exists(given))
                result.AddError($"There is no seed file or folder {given}");
        });
        return new HostCommand("seed", "Import seed files; a second run changes nothing")
        {
            Arguments = { path },
            RunAsync = (given, host, cancel) => RunAsync(host, given.GetValue(path) ?? Seeds.Folder, cancel),
        };
    }

    private static async Task<int> RunAsync(IHost host, string path, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(host, cancel);
        var report = new ImportReport();
        var results = session.Get<Seeds>().LoadAsync(path, preserve: false, cancel);
        await foreach (var (file, result) in results)
            report.Add(result, file);
        return report.Close();
    }
}
