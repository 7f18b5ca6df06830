using System.Text;
using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

/// <summary>Of long texts that differ one sees where they do.</summary>
public sealed class ExcerptTests
{
    [Fact]
    public void Short_texts_are_shown_whole() => Assert.Equal(("Nhà", "Đền"), Excerpts.Of("Nhà", "Đền", 3));

    [Fact]
    public void Long_texts_are_shown_from_a_little_before_where_they_differ()
    {
        var same = new string('a', 500);

        Assert.Equal(("…aaNhà", "…aaĐền"), Excerpts.Of(same + "Nhà", same + "Đền", 8));
        Assert.Equal(("…aa", "…aa" + new string('b', 6) + "…"), Excerpts.Of(same, same + new string('b', 7), 8));
    }

    [Fact]
    public void An_error_inside_a_field_of_an_entry_is_located()
    {
        var same = new string('a', 500);
        byte[] Entry(string end) => Encoding.UTF8.GetBytes($$$"""{"data":{"gist":"{{{same}}}{{{end}}}"}}""");

        var difference = Assert.Single(JsonDifference.Between(Entry("Nhà"), Entry("Đền")));

        Assert.StartsWith("/data/gist was sealed as …", difference, StringComparison.Ordinal);
        Assert.Contains("Nhà", difference, StringComparison.Ordinal);
        Assert.Contains("Đền", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void No_surrogate_pair_is_split()
    {
        var one = "𠀀𠀁" + new string('a', 9);

        for (var longest = 1; longest < 12; longest++)
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(
                Encoding.UTF8.GetBytes(Excerpts.Of(one, one + "b", longest).One)));
    }
}
