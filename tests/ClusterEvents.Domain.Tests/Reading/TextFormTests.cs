using System.Text.Json;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>The bounds of what a text may be, and how a fault in it is told.</summary>
public sealed class TextFormTests
{
    private const string Commitment = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("a", "a")]
    [InlineData(" a", "a")]
    [InlineData("a ", "a")]
    [InlineData("a  b", "a b")]
    [InlineData("a \t\u00a0 b", "a b")]
    [InlineData("\u2003ệ\u2003", "ệ")]
    [InlineData("a\r\nb\n", "a b")]
    public void White_space_is_one_space_between_words(string raw, string text) => Assert.Equal(text, Read(raw));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\u00a0")]
    [InlineData("\u0301")]
    [InlineData("\u0301 \u0323")]
    public void What_shows_nothing_is_no_text(string raw) => Assert.Equal("empty-text", Refused(raw).Code);

    [Theory]
    [InlineData("\u115f")]
    [InlineData("\u1160")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\uffa0")]
    [InlineData("\u200b")]
    [InlineData("\u200b\u3164 \u0301")]
    public void Letters_on_record_that_are_blank_are_no_text_by_themselves(string blank)
    {
        Assert.Equal("empty-text", Refused(blank, isOnRecord: true).Code);
        Assert.Equal($"a{blank}", Read($"a{blank}", isOnRecord: true));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("ab ")]
    [InlineData("ab\u00a0c", 4)]
    [InlineData("e\u0323\u0302e\u0323\u0302e\u0323\u0302")]
    public void A_text_has_the_longest_length_after_it_was_normalised(string raw, int longest = 3)
    {
        Assert.NotNull(Read(raw, longest));
        var fault = Refused($"{raw}d d", longest);
        Assert.Equal(("too-long", longest), (fault.Code, fault["most"]));
    }

    [Theory]
    [InlineData("\u0007")]
    [InlineData("\u007f")]
    [InlineData("\u0081")]
    [InlineData("\ufffe")]
    [InlineData("\uffff")]
    public void Control_characters_and_the_like_are_refused_of_any_text(string character)
    {
        foreach (var isOnRecord in (bool[])[false, true])
        {
            var fault = Refused($"ab{character}c", isOnRecord: isOnRecord);
            Assert.Equal(("unwanted-character", 3, "ab"), (fault.Code, fault["place"], fault["around"]));
        }
    }

    [Theory]
    [InlineData("\u0301")]
    [InlineData("\u0903")]
    [InlineData("\u20dd")]
    public void A_hundred_marks_of_each_kind_may_follow_a_letter(string mark)
    {
        string Marks(int count) => string.Concat(Enumerable.Repeat(mark, count));

        Assert.NotNull(Read($"a{Marks(100)}b{Marks(100)}"));
        Assert.Equal("too-many-marks", Refused($"a{Marks(101)}").Code);
    }

    [Fact]
    public void What_stands_in_the_log_for_a_personal_value_is_no_text()
    {
        Assert.True(Text.LooksLikeCommitment(Commitment));
        Assert.Equal("looks-like-a-commitment", Refused(Commitment).Code);
        Assert.Equal("looks-like-a-commitment", Refused($"{Commitment}\u00a0").Code);
        foreach (var other in (string[])
            [Commitment[..^1], Commitment + "0", Commitment.ToUpperInvariant(), Commitment[..^1] + "g",
                Commitment[..^1] + "A", "SHA256:" + Commitment[7..], "sha512:" + Commitment[7..]])
        {
            Assert.False(Text.LooksLikeCommitment(other));
            Assert.Equal(other, Read(other));
        }
    }

    [Theory]
    [InlineData("12345678901234567\u0007", 18, "678901234567")]
    [InlineData("12345678901\u0007", 12, "12345678901")]
    [InlineData("123456789012\u0007", 13, "123456789012")]
    [InlineData("1234567890123\u0007", 14, "234567890123")]
    [InlineData("x🎗12345678901\u0007", 15, "12345678901")]
    [InlineData("x🎗1234567890\u0007", 14, "1234567890")]
    [InlineData("ab\u0085c\u0007", 3, "ab")]
    [InlineData("\u0007abc", 1, null)]
    public void The_letters_before_an_unwanted_character_are_told(string raw, int place, string? around)
    {
        foreach (var fault in (Fault[])[Text.ControlIn(raw)!, Text.FaultOf(raw)!])
            Assert.Equal((place, around), (fault["place"], fault["around"]));
    }

    [Theory]
    [InlineData("🎗🎗\u0007", 5)]
    [InlineData("a\ufdd0", 2)]
    [InlineData("a\ufdef", 2)]
    [InlineData("a\ufffe", 2)]
    [InlineData("a\U0001fffe", 2)]
    [InlineData("a\U0010ffff", 2)]
    [InlineData("a\ufdcf", null)]
    [InlineData("a\ufdf0", null)]
    [InlineData("a\ufffd", null)]
    [InlineData("a\U0001fffd", null)]
    [InlineData("", null)]
    public void An_identifier_may_have_any_character_that_is_one(string raw, int? place) =>
        Assert.Equal(place, Text.FaultOf(raw)?["place"]);

    /// <summary>Attributes cannot hold half of a pair.</summary>
    [Fact]
    public void An_identifier_has_no_half_of_a_pair()
    {
        Assert.Equal(1, Text.FaultOf("\ud800a")!["place"]);
        Assert.Equal(2, Text.FaultOf("a\udc00")!["place"]);
    }

    [Fact]
    public void A_text_without_control_characters_has_no_fault()
    {
        Assert.Null(Text.ControlIn("a\u200b\ufffe"));
        Assert.Null(Text.ControlIn(""));
        Assert.Equal("ab", Text.AsRecordedToday("ab"));
    }

    [Theory]
    [InlineData("5", "not-a-text")]
    [InlineData("null", "not-a-text")]
    [InlineData("[\"a\"]", "not-a-text")]
    [InlineData("\"\\udc00\"", "not-unicode")]
    [InlineData("\"a\"", null)]
    public void A_text_is_a_string_of_JSON_in_Unicode(string json, string? code)
    {
        var errors = new ValidationErrors();

        Assert.Equal(code is null, Text.TryRead(JsonElement.Parse(json), "venue", errors, out var text));
        Assert.Equal(code is null ? "a" : null, text);
        Assert.Equal(code is null ? [] : [(code, "venue")], errors.Found.Select(one => (one.Fault.Code, one.Field!)));
    }

    private static string Read(string raw, int longest = Text.Longest, bool isOnRecord = false)
    {
        var errors = new ValidationErrors { TextsAreOnRecord = isOnRecord };
        var text = Text.Normalise(raw, longest, "venue", errors);
        Assert.Equal([], errors.Found);
        return text!;
    }

    private static Fault Refused(string raw, int longest = Text.Longest, bool isOnRecord = false)
    {
        var errors = new ValidationErrors { TextsAreOnRecord = isOnRecord };
        Assert.Null(Text.Normalise(raw, longest, "venue", errors));
        var rejection = Assert.Single(errors.Found);
        Assert.Equal("venue", rejection.Field);
        return rejection.Fault;
    }
}
