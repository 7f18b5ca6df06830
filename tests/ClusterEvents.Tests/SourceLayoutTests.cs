using System.Globalization;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>How much a reader has to look over at once: the lines of code, its files and its folders.</summary>
public sealed class SourceLayoutTests
{
    private const int MostFilesOfAFolder = 22, MostLinesOfAFile = 300, MostCharactersOfALine = 120;

    private static readonly (string Name, string[] Lines)[] Files =
        [.. Repository.Sources("src"), .. Repository.Sources("tests")];

    [Fact]
    public void No_folder_holds_more_files_than_can_be_looked_over() =>
        AssertNone(Crowded(Repository.Sources("src").Select(file => file.Name)));

    [Fact]
    public void A_crowded_folder_is_found() => Assert.Equal([$"src/Room: {MostFilesOfAFolder + 1}"], Crowded(
        Enumerable.Range(0, MostFilesOfAFolder + 1).Select(i => $"src/Room/File{i}.cs")
            .Append("src/Room/Other/File.cs")));

    [Fact]
    public void No_file_is_longer_than_300_lines() => AssertNone(Files
        .Where(file => file.Lines.Length > MostLinesOfAFile).Select(file => $"{file.Name}: {file.Lines.Length}"));

    [Fact]
    public void No_line_is_longer_than_120_characters()
    {
        Assert.True(Files.Length > 1000);
        AssertNone(Files.SelectMany(file => Long(file.Name, file.Lines)));
    }

    [Fact]
    public void A_long_line_is_found_by_its_characters_and_not_by_its_bytes() => Assert.Equal(["x.cs:3: 121"], Long(
        "x.cs", [new string('ệ', MostCharactersOfALine), "e\u0323\u0302", new string('ệ', MostCharactersOfALine + 1)]));

    /// <summary>Every finding is told in full: a collection that should be empty is shown cut short.</summary>
    private static void AssertNone(IEnumerable<string> found) =>
        Assert.True(!found.Any(), string.Join(Environment.NewLine, found));

    private static string[] Crowded(IEnumerable<string> files) =>
        [.. files.GroupBy(file => file[..file.LastIndexOf('/')]).Where(folder => folder.Count() > MostFilesOfAFolder)
            .Select(folder => $"{folder.Key}: {folder.Count()}")];

    private static IEnumerable<string> Long(string name, string[] lines) => lines
        .Select((line, index) => (Number: index + 1, Length: new StringInfo(line).LengthInTextElements))
        .Where(line => line.Length > MostCharactersOfALine).Select(line => $"{name}:{line.Number}: {line.Length}");
}
