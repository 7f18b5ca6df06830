using System.Diagnostics;
using System.Text;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
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
    [InlineData("\u00ad")]
    [InlineData("\u200b")]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\ufeff")]
    [InlineData("\u034f")]
    [InlineData("\u3164")]
    [InlineData("\U000e0041")]
    public void Invisible_characters_are_refused_with_their_place_unless_they_are_on_record(string hidden)
    {
        var (raw, errors) = ($"Công{hidden} an", new ValidationErrors());

        Assert.Null(Text.Normalise(raw, Text.Longest, "venue", errors));
        var fault = Assert.Single(errors.Found).Fault;
        Assert.Equal(("unwanted-character", 5, "Công"), (fault.Code, fault["place"], fault["around"]));
        Assert.Equal("Có ký tự ẩn ở sau “Công” (chữ thứ 5). Xóa đoạn đó và gõ lại bằng tay.",
            RefusalText.Of(Language.Vietnamese, fault));
        Assert.Equal(raw, Text.Normalise(raw, Text.Longest, "venue", new ValidationErrors { TextsAreOnRecord = true }));
    }

    [Theory]
    [InlineData("\u202e")]
    [InlineData("\u200b")]
    [InlineData("\u3164")]
    [InlineData("\ufff9")]
    [InlineData("\U000e0041")]
    [InlineData("\u0007")]
    [InlineData("\ufdd0")]
    [InlineData("\U0001ffff")]
    public void An_identifier_with_what_cannot_be_seen_is_refused(string hidden)
    {
        var fault = Text.FaultOf($"lan{hidden}")!;

        Assert.Equal(("unwanted-character", 4, "lan"), (fault.Code, fault["place"], fault["around"]));
        Assert.Equal(4, Text.FaultOf("lan\ud800")!["place"]);
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

        Assert.Equal(("too-many-marks", 100), (Assert.Single(errors.Found).Fault.Code, errors.Found[0].Fault["most"]));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_plain_text_that_is_too_long_is_refused_as_any_other()
    {
        var errors = new ValidationErrors();

        Assert.Null(Text.Normalise("dài quá", longest: 3, "venue", errors));
        Assert.Equal("7 characters are too many: the limit is 3. Shorten it and leave the rest to the source.",
            Assert.Single(errors.Found).Detail);
    }
}
