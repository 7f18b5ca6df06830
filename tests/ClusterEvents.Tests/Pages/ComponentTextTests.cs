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

    [GeneratedRegex(@"(\{|<\w+[^<>]*(?<!/)>) @[WT]\([^)]{0,30}")]
    private static partial Regex LostSpace();
}
