using System.Globalization;
using System.Text;
using ClusterEvents.Timelines.Search;
using FsCheck.Xunit;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Search;

/// <summary>The words of a text, compared with the Unicode properties of its letters.</summary>
public sealed class SearchWordsTests
{
    /// <summary>Parts of generated texts: words with all that is written in more than one way.</summary>
    private static readonly string[] Pieces =
    [
        "hoà", "hòa", "Kỷ", "kỉ", "Mỹ", "quý", "thuý", "của", "Đà", "\u00d0à", "\u0189à", "ðà", "TP", "TP.HCM", "hcm",
        "TPHCM", "CATP", "CA", "UBND", "HĐND", "BCA", "thành phố", "Hồ Chí Minh", "e\u0301\u0302", "a\u0323\u0302",
        "\u00ad", "\u200b", "\u202e", "\ufeff", "\u0301", "\u0323", ".", "-", " ", "\u00a0", "ＴＰ", "ﬁ", "½", "ͺ", "İ",
        "Ǆ", "한", "한", "𝐀", "ß", "ẛ̣", "y", "\ud800", "\uffff", "4", "…", "“", "\u0e01\u0e33",
    ];

    /// <summary>Ways to write the same, which a search for any of them finds as an exact match.</summary>
    public static TheoryData<string> Spellings =>
    [
        "hoà bình|hòa bình|HOÀ BÌNH|ho\u00adà b\u200bình|\u202ahòa\u202c bình|hòa\u00a0bình",
        "khoẻ|khỏe",
        "thuỷ|thủy",
        "Kỷ niệm|Kỉ niệm",
        "Mỹ|Mĩ",
        "Lý|Lí",
        "Quý|Quí|Qúy",
        "Đà Nẵng|\u00d0à Nẵng|\u0189à Nẵng|đà nẵng|ðà nẵng|Đà-Nẵng|Đà – Nẵng|Đà.Nẵng",
        "Công an|Cô\u00adng an|Co\u0302ng an|Ｃông an",
        "TP.HCM|TPHCM|TP HCM|TP. HCM|TP.\u00a0HCM|TP-HCM|ＴＰＨＣＭ|TP. Hồ Chí Minh|Tp Hồ Chí Minh|"
            + "TP.Hồ Chí Minh|thành phố HCM|Thành phố Hồ Chí Minh|THÀNH PHỐ HỒ CHÍ MINH",
        "TP.Cần Thơ|TP Cần Thơ|TP. Cần Thơ|Tp.Cần Thơ|thành phố Cần Thơ",
        "CATP|CA TP|CA TP.|Công an TP|công an thành phố",
        "CATP.HCM|CA TPHCM|Công an thành phố Hồ Chí Minh",
        "UBND|Uỷ ban nhân dân|Ủy ban nhân dân",
        "HĐND|H\u00d0ND|Hội đồng nhân dân",
        "CAND|công an nhân dân",
        "BCA|Bộ Công an",
        "Vì ANTQ|Vì an ninh Tổ quốc",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Spellings_that_mean_the_same_have_one_form(string same)
    {
        var spellings = same.Split('|');
        var form = SearchForm.Of(spellings[0]);

        Assert.NotEmpty(form);
        Assert.All(spellings, spelling => Assert.Equal(form, SearchForm.Of(spelling)));
        Assert.All(spellings, spelling =>
            Assert.Equal(SearchWords.Folded(spellings[0]), SearchWords.Folded(spelling)));
    }

    [Theory]
    [InlineData("ma", "má")]
    [InlineData("má", "mạ")]
    [InlineData("đa", "da")]
    [InlineData("thúy", "thúi")]
    [InlineData("thi đua", "Thy đua")]
    [InlineData("yên", "iên")]
    [InlineData("tay", "tai")]
    [InlineData("ý", "í")]
    [InlineData("ca trực", "công an trực")]
    public void Words_that_differ_keep_forms_that_differ(string one, string other)
    {
        Assert.NotEqual(SearchForm.Of(one), SearchForm.Of(other));
    }

    [Theory]
    [InlineData("Hồ Chí Minh")]
    [InlineData("thành phố")]
    [InlineData("tp hồ chí minh")]
    [InlineData("công an thành phố Hồ Chí Minh")]
    public void A_short_form_in_a_text_is_found_by_the_words_that_it_stands_for(string search)
    {
        Assert.Superset(Sought(search), Indexed("Công an TPHCM"));
    }

    [Fact]
    public void The_name_of_a_city_is_not_found_where_its_words_belong_to_other_names()
    {
        Assert.False(Indexed("Công an thành phố Cần Thơ dâng hoa Chủ tịch Hồ Chí Minh")
            .IsSupersetOf(SearchWords.Folded("TP.HCM")));
    }

    [Property(MaxTest = 2_000)]
    public void The_form_of_a_form_is_itself(int seed) => IsSettled(Generated(seed));

    [Property(MaxTest = 1_000)]
    public void The_form_of_the_form_of_any_text_is_itself(string? text) => IsSettled(text ?? "");

    [Property(MaxTest = 1_000)]
    public bool A_text_is_found_by_itself_in_any_normalisation(int seed)
    {
        var text = string.Concat(Generated(seed).Where(letter => !char.IsSurrogate(letter) && letter != '\uffff'));
        NormalizationForm[] forms = [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC,
            NormalizationForm.FormKD];
        var indexed = Indexed(text);
        return forms.All(form => indexed.IsSupersetOf(Sought(text.Normalize(form))));
    }

    [Fact]
    public void Invisible_characters_anywhere_change_nothing()
    {
        const string text = "Công an TP.HCM dâng hương, kỷ niệm Ngày Thương binh - Liệt sĩ 27/7 tại Bến Tre";
        foreach (var hidden in "\u00ad\u200b\u200c\u200d\u200e\u202a\u2066\u2060\ufeff")
            for (var place = 0; place <= text.Length; place++)
                Assert.Equal(SearchForm.Of(text), SearchForm.Of(text.Insert(place, $"{hidden}")));
    }

    [Fact]
    public void Every_letter_folds_to_itself_without_case_and_marks()
    {
        for (var code = 'A'; code < 0x3000; code++)
        {
            if (!char.IsLetter(code)) continue;
            var known = code.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant()
                .Normalize(NormalizationForm.FormKC);
            if (!known.All(char.IsLetter)) continue;
            var expected = string.Concat(known.Normalize(NormalizationForm.FormD)
                .Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark))
                .ToLowerInvariant().Replace('đ', 'd').Replace('ð', 'd').Replace('ɖ', 'd')
                .Normalize(NormalizationForm.FormC);

            Assert.Equal([$"x{expected}x"], SearchWords.Folded($"x{code}x"));
        }
    }

    [Theory]
    [InlineData("x", 3_999)]
    [InlineData("ơ\u0323", 1_300)]
    [InlineData("x\u0335", 1_300)]
    [InlineData("𝐀", 1_300)]
    [InlineData("\U00010330", 1_300)]
    [InlineData("\u0b95\u0bcb", 1_300)]
    public void A_long_word_fits_into_an_index_entry_and_is_found_by_its_beginning(string letter, int times)
    {
        var text = string.Concat(Enumerable.Repeat(letter, times));

        Assert.All(Indexed(text), word => Assert.InRange(new UTF8Encoding(false, true).GetByteCount(word), 1, 2_600));
        IsSettled(text);
        Assert.Superset(Sought(text), Indexed(text));
    }

    private static void IsSettled(string text)
    {
        var form = SearchForm.Of(text);
        Assert.Equal(form, SearchForm.Of(form));
        Assert.Equal(SearchWords.Folded(text), SearchWords.Folded(form));
    }

    private static string Generated(int seed)
    {
        var dice = new Random(seed);
        return string.Join(dice.Next(2) == 0 ? " " : "",
            Enumerable.Range(0, dice.Next(1, 8)).Select(_ => Pieces[dice.Next(Pieces.Length)]));
    }

    private static HashSet<string> Sought(string search) =>
        [.. SearchWords.Folded(search), .. SearchWords.Exact(search)];

    private static HashSet<string> Indexed(string text) => [.. SearchWords.OfText(text)];
}
