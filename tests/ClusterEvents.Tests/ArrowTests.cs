using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>Which part of the program may know which: the arrow points one way.</summary>
public sealed partial class ArrowTests
{
    private const string Activities = "an activity";

    /// <summary>From the outermost part to the innermost: each may know those after it, and itself.</summary>
    private static readonly string[] Order =
        ["Program", "Hosting", "Web", "Auditing", "Timelines", "Corrections", Activities, "Webhooks", "Recording"];

    private static readonly string[] ActivityFolders =
    [
        "Cities", "Clusters", "Campaigns", "Meetings", "Ceremonies", "Community", "Directives", "Targets",
        "Evaluations", "Commendations", "Sources",
    ];

    [Fact]
    public void No_part_depends_on_one_that_is_further_out()
    {
        var uses = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Generated().IsMatch(file)).SelectMany(Uses).ToArray();

        Assert.True(uses.Length > 100, "The sources were not found.");
        string[] outwards =
        [
            .. uses.Where(use => Rank(use.From) > Rank(use.To)).Select(use => $"{use.File}: {use.From} → {use.To}"),
        ];
        Assert.Empty(outwards);
    }

    [Fact]
    public void Every_folder_has_its_place()
    {
        string[] unplaced =
        [
            .. Directory.EnumerateDirectories(Source()).Select(folder => Path.GetFileName(folder)!)
                .Except(["Properties", "bin", "obj", "Internal", "wwwroot"]).Where(folder => Rank(folder) < 0),
        ];
        Assert.Empty(unplaced);
    }

    [Fact]
    public void An_activity_never_uses_the_endpoint_of_another()
    {
        var endpoints = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in ActivityFiles())
            foreach (Match endpoint in EndpointClass().Matches(File.ReadAllText(file)))
                endpoints[endpoint.Groups[1].Value] = Folder(file);
        Assert.Contains("HoldMeeting", endpoints.Keys);

        var violations =
            from file in ActivityFiles()
            let text = File.ReadAllText(file)
            from endpoint in endpoints
            where endpoint.Value != Folder(file) && Regex.IsMatch(text, $@"(?<!cref="")\b{endpoint.Key}\.")
            select $"{Path.GetFileName(file)} uses {endpoint.Value}.{endpoint.Key}";
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("using ClusterEvents.Hosting;", true)]
    [InlineData("    ClusterEvents.Hosting.Service.Build(builder);", true)]
    [InlineData("global using static ClusterEvents.Timelines.TimelineKey;", true)]
    [InlineData("using ClusterEvents.Recording.Binding;", false)]
    [InlineData("/// <see cref=\"ClusterEvents.Hosting\"/>", false)]
    public void A_line_that_points_outwards_is_found(string line, bool outwards) =>
        Assert.Equal(outwards, Named(line).Any(part => Rank("Meetings") > Rank(part)));

    private static IEnumerable<(string File, string From, string To)> Uses(string file) =>
        File.ReadLines(file).SelectMany(Named).Select(to => (Path.GetRelativePath(Source(), file), Folder(file), to));

    /// <summary>The parts that a line of code names, in a using or in full; comments name what they like.</summary>
    private static IEnumerable<string> Named(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        ? [] : PartName().Matches(line).Select(match => match.Groups[1].Value).Where(part => Rank(part) >= 0);

    private static int Rank(string part) => Array.IndexOf(Order, ActivityFolders.Contains(part) ? Activities : part);

    private static string Folder(string file)
    {
        var path = Path.GetRelativePath(Source(), file).Split(Path.DirectorySeparatorChar);
        return path.Length == 1 ? "Program" : path[0];
    }

    private static IEnumerable<string> ActivityFiles() =>
        ActivityFolders.Select(folder => Path.Combine(Source(), folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories));

    private static string Source([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "src", "ClusterEvents"));

    [GeneratedRegex(@"\bClusterEvents\.(\w+)")]
    private static partial Regex PartName();

    /// <summary>A class of a slice: it holds a route.</summary>
    [GeneratedRegex(@"public static class (\w+)\s*\{(?=[^\0]*?\[Wolverine(?:Get|Post))")]
    private static partial Regex EndpointClass();

    [GeneratedRegex(@"[\\/](obj|bin|Internal)[\\/]")]
    private static partial Regex Generated();
}
