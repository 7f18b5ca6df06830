using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.LocalPostgres;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>Every command in the README, run as by a user in another folder.</summary>
public sealed partial class ReadmeCommandTests(SeededApp app) : IClassFixture<SeededApp>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_in_the_README_does_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The README is written for a POSIX shell.");
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        Assert.True(await app.Get<LogProgress>().ReachAsync(newest, TimeSpan.FromSeconds(30), TestApp.Cancel));
        Directory.CreateDirectory(_folder.Path);
        var commands = Command().Matches(await File.ReadAllTextAsync(Repository.File("README.md"), TestApp.Cancel));
        var outputs = new Dictionary<string, string>();
        foreach (var command in commands.Select(match => match.Value))
            outputs[command] = await RunAsync(command, asTyped: outputs.Count == 0);

        string OutputOf(string part) =>
            outputs.Single(output => output.Key.Contains(part, StringComparison.Ordinal)).Value;
        var page = (await app.TimelineAsync("cities/can-tho")).Expect(HttpStatusCode.OK);
        Assert.Equal(page.Text, OutputOf("replay city can-tho"));
        Assert.All(await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "record.ndjson"), TestApp.Cancel),
            line => Assert.Equal("1.0", (string?)JsonNode.Parse(line)!["specversion"]));
        Assert.Equal("22 recorded, 0 on record before, 0 refused\n", OutputOf("import record.ndjson"));
        Assert.Contains("\nClean. Root ", OutputOf("audit verify"), StringComparison.Ordinal);
        Assert.EndsWith("\nClean.\n", "\n" + OutputOf("folder evidence"), StringComparison.Ordinal);
    }

    /// <summary>Runs it on the database of the fixture, or with a private one.</summary>
    private async Task<string> RunAsync(string command, bool asTyped)
    {
        var isElsewhere = command.Contains("--data", StringComparison.Ordinal);
        var start = new ProcessStartInfo("sh")
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(await AdaptedAsync(command, asTyped));
        foreach (var name in new[] { "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT" }) start.Environment.Remove(name);
        // As `dotnet run` takes it from the settings of the project.
        if (!asTyped) start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ConnectionStrings__ClusterEvents"] = isElsewhere ? "" : app.ConnectionString;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestApp.Cancel);
        var errors = process.StandardError.ReadToEndAsync(TestApp.Cancel);
        await process.WaitForExitAsync(TestApp.Cancel);
        Assert.True(process.ExitCode == 0, $"{command}\n{await output}{await errors}");
        return await output;
    }

    /// <summary>
    /// The command with the built program, another folder and another address. <c>dotnet run</c> takes seconds to check
    /// that nothing has to be built, so only one command is run as it is typed.
    /// </summary>
    private async Task<string> AdaptedAsync(string command, bool asTyped)
    {
        var key = (await app.GetAsync("/log/keys")).Text.Trim();
        var adapted = new StringBuilder(command)
            .Replace("$(curl -s http://localhost:5080/log/keys)", key)
            .Replace("/tmp/another-installation", Path.Combine(_folder.Path, "another-installation")).ToString();
        return asTyped
            ? adapted.Replace("--project src/", $"--no-build --configuration {CommandRun.Configuration} --project "
                + $"{Repository.File("src")}/", StringComparison.Ordinal)
            : DotnetRun().Replace(adapted, run => $"{CommandRun.ProgramOf(run.Groups["project"].Value)} ");
    }

    [GeneratedRegex("^dotnet run .*?--project src/(?<project>[A-Za-z.]+) -- ")]
    private static partial Regex DotnetRun();

    [GeneratedRegex("^dotnet run .* -- .*$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
