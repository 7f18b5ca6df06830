using System.Diagnostics;
using System.Text;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

public sealed class TextTests
{
    /// <summary>
    /// Characters for generated texts: letters, composed and decomposed, marks, and all kinds of spaces.
    /// </summary>
    private static readonly string[] Pieces =
        ["a", "Z", "~", " ", "  ", "\u00a0", "\t", "ệ", "e\u0323\u0302", "\u0301", "Đ", "ß", "×", "ư",
            "Ǆ", "\u212b", "한", "🎗"];

    [Fact]
    public void A_text_has_one_form_whatever_its_composition()
    {
        var dice = new Random(20220729);
        for (var i = 0; i < 20_000; i++)
        {
            var raw = string.Concat(Enumerable.Range(0, dice.Next(1, 8)).Select(_ => Pieces[dice.Next(Pieces.Length)]));
            var expected = string.Join(' ', raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Normalize(NormalizationForm.FormC);
            var errors = new ValidationErrors();

            var text = Text.Normalise(raw, Text.Longest, "venue", errors);

            if (errors.None) Assert.Equal(expected, text);
            else Assert.DoesNotContain(expected, letter => char.IsLetter(letter) || char.IsSymbol(letter));
        }
    }

    [Fact]
    public void A_text_in_its_form_already_is_kept_as_it_is()
    {
        const string venue = "Hội trường Công an thành phố Cần Thơ, số 9A (Trần Phú)";

        Assert.Same(venue, Text.Normalise(venue, Text.Longest, "venue", new ValidationErrors()));
    }

    [Theory]
    [InlineData("\u00d0\u00e0 N\u1eb5ng \u0189\u00f4ng, \u00f0\u0256", "Đà Nẵng Đông, đđ")]
    public void Letters_that_look_like_Đ_become_it_unless_they_are_on_record(string raw, string expected)
    {
        Assert.Equal(expected, Text.Normalise(raw, Text.Longest, "venue", new ValidationErrors()));
        Assert.Equal(raw, Text.Normalise(raw, Text.Longest, "venue", new ValidationErrors { TextsAreOnRecord = true }));
        Assert.Equal(expected, Text.AsRecordedToday(raw));
    }

    [Theory]
    [InlineData("\u00ad", "a soft hyphen (U+00AD)")]
    [InlineData("\u200b", "a zero-width space (U+200B)")]
    [InlineData("\u202e", "a control character of writing direction (U+202E)")]
    [InlineData("\u2066", "an isolate of writing direction (U+2066)")]
    [InlineData("\ufeff", "a zero-width no-break space (U+FEFF)")]
    [InlineData("\U000e0041", "an invisible tag (U+E0041)")]
    public void Invisible_characters_are_refused_with_their_place_unless_they_are_on_record(string hidden, string name)
    {
        var (raw, errors) = ($"Công{hidden} an", new ValidationErrors());

        Assert.Null(Text.Normalise(raw, Text.Longest, "venue", errors));
        Assert.Equal($"contains {name} as its character 5: remove it", Assert.Single(errors.Found).Detail);
        Assert.Equal(raw, Text.Normalise(raw, Text.Longest, "venue", new ValidationErrors { TextsAreOnRecord = true }));
    }

    [Theory]
    [InlineData("\u202e", "a control character of writing direction (U+202E)")]
    [InlineData("\u200b", "a zero-width space (U+200B)")]
    [InlineData("\u3164", "a blank filler (U+3164)")]
    [InlineData("\ufff9", "an invisible format character (U+FFF9)")]
    [InlineData("\U000e0041", "an invisible tag (U+E0041)")]
    [InlineData("\u0007", "the control character U+0007")]
    [InlineData("\ufdd0", "U+FDD0, which is not a character")]
    [InlineData("\U0001ffff", "U+1FFFF, which is not a character")]
    public void An_identifier_with_what_cannot_be_seen_is_refused(string hidden, string name)
    {
        Assert.Contains(name, Text.FaultOf($"lan{hidden}"), StringComparison.Ordinal);
        Assert.Contains("surrogate", Text.FaultOf("lan\ud800"), StringComparison.Ordinal);
        Assert.Null(Text.FaultOf("Nguyễn Thị Lan 𡨸 🎗"));
    }

    [Theory]
    [InlineData("\u0301", "\u0323")]
    [InlineData("\U0001D16D", "\U0001D165")]
    public void Marks_without_end_are_refused_before_they_are_put_into_their_order(string one, string other)
    {
        var errors = new ValidationErrors();
        string Marks(int each) => string.Concat(Enumerable.Repeat(one, each).Concat(Enumerable.Repeat(other, each)));
        var began = Stopwatch.GetTimestamp();

        Assert.NotNull(Text.Normalise($"a{Marks(50)}a{Marks(50)}", Text.Longest, "venue", errors));
        Assert.Null(Text.Normalise($"a{Marks(100_000)}", Text.Longest, "venue", errors));

        Assert.Equal("contains more than 100 combining marks on one letter: remove them", Assert.Single(errors.Found).Detail);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_plain_text_that_is_too_long_is_refused_as_any_other()
    {
        var errors = new ValidationErrors();

        Assert.Null(Text.Normalise("dài quá", longest: 3, "venue", errors));
        Assert.Equal("has 7 characters; at most 3 are allowed", Assert.Single(errors.Found).Detail);
    }
}
