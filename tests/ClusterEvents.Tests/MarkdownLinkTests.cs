using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>Links between the Markdown files of the repository, and from them to other files.</summary>
public sealed partial class MarkdownLinkTests
{
    private static readonly string Root = Repository.File("");

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading_that_exist()
    {
        (string File, string Target)[] links =
        [
            .. from file in MarkdownFiles()
               from Match link in Link().Matches(WithoutCode(File.ReadAllText(file)))
               select (file, link.Groups[1].Value),
        ];
        var relative = links.Where(link => !link.Target.Contains("://", StringComparison.Ordinal)).ToArray();

        Assert.True(relative.Length > 40, "The links were not found.");
        Assert.Empty(relative.Where(link => !Exists(link.File, link.Target))
            .Select(link => $"{Path.GetRelativePath(Root, link.File)}: {link.Target}"));
    }

    [Theory]
    [InlineData("src/README.md", true)]
    [InlineData("src/README.md#the-life-of-one-record", true)]
    [InlineData("src/README.md#no-such-heading", false)]
    [InlineData("src/NO-SUCH-FILE.md", false)]
    public void A_broken_link_is_found(string target, bool exists) =>
        Assert.Equal(exists, Exists(Repository.File("README.md"), target));

    private static IEnumerable<string> MarkdownFiles() =>
        Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Where(file => !Built().IsMatch(Path.GetRelativePath(Root, file)));

    private static bool Exists(string from, string target)
    {
        var (path, heading) = target.Split('#') is [var before, var after] ? (before, after) : (target, "");
        var file = path.Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, path));
        return heading.Length == 0 ? Path.Exists(file)
            : File.Exists(file) && Headings(File.ReadAllText(file)).Contains(heading);
    }

    /// <summary>The anchors of headings: lower case, without punctuation, with hyphens for spaces.</summary>
    private static IEnumerable<string> Headings(string markdown) =>
        Heading().Matches(WithoutCode(markdown)).Select(match => Punctuation()
            .Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string markdown) => Code().Replace(markdown, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"(^|[\\/])(bin|obj|node_modules|TestResults|\.git)[\\/]")]
    private static partial Regex Built();
}
