using System.Globalization;
using System.Text;
using ClusterEvents.Timelines.Search;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>The words of a text, compared with the Unicode properties of its letters.</summary>
public sealed class SearchWordsTests
{
    [Fact]
    public void Every_letter_folds_to_itself_without_case_and_marks()
    {
        for (var code = 'A'; code < 0x3000; code++)
        {
            if (!char.IsLetter(code)) continue;
            var expected = string.Concat(code.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormD)
                .Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark))
                .Replace('đ', 'd');

            Assert.Equal([$"x{expected}x"], SearchWords.Folded($"x{code}x"));
        }
    }

    [Theory]
    [InlineData("Hoà bình", "=hòa", "=bình")]
    [InlineData("Hòa Bình", "=hòa", "=bình")]
    [InlineData("thuỷ", "=thủy")]
    [InlineData("cuộc họp", "=cuộc", "=họp")]
    public void Exact_words_have_their_tones_on_the_main_vowel_or_before_it(string text, params string[] words)
    {
        var composed = SearchWords.Exact(text);

        Assert.Equal(composed, SearchWords.Exact(text.Normalize(NormalizationForm.FormD)));
        Assert.Equal(words.Length, composed.Length);
        Assert.Equal(SearchWords.Exact(string.Join(' ', words.Select(word => word[1..]))), composed);
    }
}
