using System.CommandLine;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Checks an exported folder.</summary>
internal static class FolderCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "What `audit export` wrote." };
        var (keys, json) = (Options.Keys(), Options.Json());
        var command = new ToolCommand(
            "folder", "Check everything that an exported folder holds.", "evidence --key \"$LOG_KEY\"")
        {
            folder, keys, json,
        };
        command.SetAction((parsed, cancel) =>
        {
            var report = new Report();
            var check = new FolderCheck(
                new(parsed.GetRequiredValue(folder)), Options.Read(parsed.GetValue(keys)), report);
            check.Run(cancel);
            return Task.FromResult(report.Print(parsed.GetValue(json)));
        });
        return command;
    }
}
