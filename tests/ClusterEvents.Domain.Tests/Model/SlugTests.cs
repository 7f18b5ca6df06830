using ClusterEvents.Domain.Model;
using FsCheck.Xunit;
using Xunit;

namespace ClusterEvents.Domain.Tests.Model;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Vì an ninh Tổ quốc", "vi-an-ninh-to-quoc")]
    [InlineData("ĐÀ NẴNG", "da-nang")]
    [InlineData("Đắk  Lắk", "dak-lak")]
    [InlineData(" – Bà Rịa – Vũng Tàu – ", "ba-ria-vung-tau")]
    [InlineData("Số 1/2022", "so-1-2022")]
    [InlineData("—", "")]
    public void A_key_is_made_of_a_Vietnamese_name(string name, string key) => Assert.Equal(key, Slug.Of(name));

    [Fact]
    public void Parts_are_joined_and_the_key_has_at_most_100_characters()
    {
        Assert.Equal("cum-1-bca", Slug.Of("cum-1", "", "bca"));
        Assert.Equal(100, Slug.Of(new string('a', 101)).Length);
        Assert.Equal(new string('a', 99), Slug.Of(new string('a', 99) + " b"));
        Assert.Equal(new string('a', 98) + "-b", Slug.Of(new string('a', 98) + " b"));
    }

    [Theory]
    [InlineData("Bộ Công an", "bca")]
    [InlineData("Đảng bộ", "db")]
    [InlineData("", "")]
    public void The_first_letters_of_its_words_are_its_initials(string name, string initials) =>
        Assert.Equal(initials, Slug.Initials(name));

    [Theory]
    [InlineData("can-tho", true)]
    [InlineData("a", true)]
    [InlineData("0-9", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("A", false)]
    [InlineData("đ", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    public void A_key_is_lower_case_words_joined_by_single_hyphens(string text, bool isOne) =>
        Assert.Equal(isOne, Slug.IsOne(text));

    [Fact]
    public void A_key_has_at_most_100_characters()
    {
        Assert.True(Slug.IsOne(new string('a', 100)));
        Assert.False(Slug.IsOne(new string('a', 101)));
    }

    [Property]
    public bool Whatever_a_name_is_its_key_is_one_or_empty(string? name) =>
        name is null || HasHalfOfAPair(name) || Slug.Of(name) is var key && (key.Length == 0 || Slug.IsOne(key));

    [Property]
    public bool The_pattern_says_the_same(string? text) => text is null || text.Length is 0 or > 100
        || text.EndsWith('\n') || Slug.IsOne(text) == System.Text.RegularExpressions.Regex.IsMatch(text, Slug.Pattern);

    /// <summary>Texts are valid Unicode before anything is made of them.</summary>
    private static bool HasHalfOfAPair(string text) => text.Any(char.IsSurrogate);
}
