using System.CommandLine;

namespace ClusterEvents.Verifier.Log;

/// <summary>Checks a running log against the last checkpoint seen.</summary>
internal static class LogCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = "The log, such as http://localhost:5080/log",
            Required = true,
        };
        var (keys, json) = (Options.Keys(), Options.Json());
        keys.Required = true;
        var state = new Option<string>("--state")
        {
            Description = "The file that stores the latest checkpoint seen.",
            Required = false,
        };
        var command = new ToolCommand("log", "Check that a running log is append-only.",
            "--url http://localhost:5080/log --key \"$LOG_KEY\"") { url, keys, state, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            var trusted = Options.Read(parsed.GetValue(keys));
            var report = new Report();
            var remembered = new CheckpointFile(parsed.GetValue(state) ?? DefaultState(trusted[0].Name));
            var tiles = new HttpTiles(http, Address(parsed.GetRequiredValue(url)));
            await new LogCheck(tiles, trusted, remembered, report).RunAsync(cancel);
            return report.Print(parsed.GetValue(json));
        });
        return command;
    }

    private static string Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? url.TrimEnd('/')
            : throw new VerifierException($"`{url}` is no address of a log such as http://localhost:5080/log.");

    private static string DefaultState(string origin) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.Create),
        "clusterevents-verifier", origin.Replace('/', '_'));
}
