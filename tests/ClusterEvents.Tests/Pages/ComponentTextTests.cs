using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>Texts in components, read off the sources.</summary>
public sealed partial class ComponentTextTests
{
    [Fact]
    public void A_space_between_two_texts_is_written_within_one_of_them()
    {
        var components = Directory.GetFiles(
            Repository.File("src/ClusterEvents/Pages"), "*.razor", SearchOption.AllDirectories);

        Assert.True(components.Length > 40);
        // Razor drops a space at the beginning of a block or an element: “Ai đọc được sổ đều thấy.Ghi được tất cả”.
        Assert.Empty(components.SelectMany(file => LostSpace().Matches(File.ReadAllText(file))
            .Select(found => $"{Path.GetFileName(file)}: {found.Value}")));
    }

    /// <summary>An address that begins at the root of the host leads away from behind the prefix of a proxy.</summary>
    [Fact]
    public void Every_address_is_made_by_the_context_of_the_page()
    {
        var sources = Repository.Sources("src/ClusterEvents/Pages", "*.razor", "*.cs")
            .Select(file => (file.Name, Text: string.Join('\n', file.Lines))).ToArray();

        Assert.True(sources.Length > 150);
        Assert.Empty(sources.SelectMany(file => Rooted().Matches(file.Text)
            .Select(found => $"{Path.GetFileName(file.Name)}: {found.Value}")));
        foreach (var rooted in new[]
        {
            "<a href=\"/vi\">", "<form action='/vi/search'>", "<a href=\"@($\"/{Page.Code}/account\")\">",
            "<div data-live=\"/vi/cities/hue/live\">", "$\"/{Page.Code}/x\"", "src=\"@PageAssets.Script\"",
        })
            Assert.Matches(Rooted(), rooted);
        Assert.DoesNotMatch(Rooted(), "<a href=\"@Page.At(\"/v1/cities\")\" class=\"btn\">");
    }

    [GeneratedRegex("""(href|src|srcset|action|data-\w+)=("|')(@PageAssets|(@?\(?\$?"?)?/)|\$"/\{Page\.Code\}""")]
    private static partial Regex Rooted();

    [GeneratedRegex(@"(\{|<\w+[^<>]*(?<!/)>) @[WT]\([^)]{0,30}")]
    private static partial Regex LostSpace();
}
