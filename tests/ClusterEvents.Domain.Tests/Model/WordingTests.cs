using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Model;

/// <summary>How values, names and words are written for people.</summary>
public sealed class WordingTests
{
    [Theory]
    [InlineData("Hải Phòng, 2022", "hai phong 2022")]
    [InlineData("  Đà  NẴNG! ", "da nang")]
    [InlineData("\u00d0\u00e0, \u00f0, \u0256, \u0189, \u0110", "da d d d d")]
    [InlineData("so\u00adkết", "soket")]
    [InlineData("a-b_c.d", "a b c d")]
    [InlineData("…", "")]
    [InlineData("\u00bd ﬁ", "1 2 fi")]
    public void Names_are_compared_by_their_letters_and_digits(string text, string words) =>
        Assert.Equal(words, PlainText.Of(text));

    /// <summary>Attributes cannot hold half of a pair.</summary>
    [Fact]
    public void What_cannot_be_normalised_separates_words()
    {
        Assert.Equal("a b", PlainText.Of("a\ud800b"));
        Assert.Equal("a b", PlainText.Of("a\udfffb"));
        Assert.Equal("a b", PlainText.Of("a\ufffeb"));
        Assert.Equal("a b", PlainText.Of("a🎗b"));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("", "ab", 2)]
    [InlineData("abc", "axc", 1)]
    [InlineData("abc", "ac", 1)]
    [InlineData("ac", "abc", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("ab", "ba", 2)]
    public void The_distance_of_words_is_the_number_of_letters_that_differ(string one, string other, int distance) =>
        Assert.Equal((distance, distance), (EditDistance.Of(one, other), EditDistance.Of(other, one)));

    [Fact]
    public void A_long_text_is_cut_after_a_word_and_a_long_word_within_it()
    {
        string A(int count) => new('a', count);

        Assert.Equal(A(80), DisplayFormat.Shortened(A(80)));
        Assert.Equal(A(80) + "…", DisplayFormat.Shortened(A(81)));
        Assert.Equal(A(79) + "…", DisplayFormat.Shortened($"{A(79)}🎗{A(9)}"));
        Assert.Equal(A(78) + "🎗…", DisplayFormat.Shortened($"{A(78)}🎗{A(9)}"));
        Assert.Equal(A(80) + "…", DisplayFormat.Shortened($"{A(80)} {A(9)}"));
        Assert.Equal(A(60) + "…", DisplayFormat.Shortened($"{A(60)}, {A(30)}"));
        Assert.Equal(A(41) + "…", DisplayFormat.Shortened($"{A(41)} {A(60)}"));
        Assert.Equal($"{A(40)} {A(39)}…", DisplayFormat.Shortened($"{A(40)} {A(60)}"));
        Assert.Equal(A(60) + "…", DisplayFormat.Shortened($"{A(60)}; . {A(30)}"));
    }

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(-5, "-5", "-5")]
    [InlineData(2022, "2022", "2022")]
    [InlineData(9_999, "9999", "9999")]
    [InlineData(10_000, "10.000", "10,000")]
    [InlineData(-10_000, "-10.000", "-10,000")]
    [InlineData(1_234_567, "1.234.567", "1,234,567")]
    public void The_thousands_of_large_numbers_are_separated_and_those_of_years_are_not(
        int number, string vietnamese, string english)
    {
        Assert.Equal((vietnamese, english), InBoth(number));
        Assert.Equal((vietnamese, english), InBoth((long)number));
    }

    [Fact]
    public void Each_kind_of_value_has_its_words()
    {
        Assert.Equal(("72,50", "72.50"), InBoth(72.50m));
        Assert.Equal(("29/07/2022", "29 July 2022"), InBoth(Day("2022-07-29")));
        Assert.Equal(("08:05", "08:05"), InBoth(new TimeOnly(8, 5, 59)));
        Assert.Equal(("00:30 ngày 30/07/2022", "00:30 on 30 July 2022"),
            InBoth(new DateTimeOffset(2022, 7, 29, 17, 30, 0, TimeSpan.Zero)));
        Assert.Equal(("Buổi sáng", "Morning"), InBoth(DayPart.Morning));
        Assert.Equal(("Guest", "Guest"), InBoth(Domain.Model.Declarations.CityRole.Guest));
        Assert.Equal(("a, b", "a, b"), InBoth(new[] { "a", "b" }));
        Assert.Equal(("can-tho", "can-tho"), InBoth(CanTho));
        Assert.Equal(("hue", "hue"), InBoth(new[] { Hue }));
        Assert.Equal(("can-tho và hue", "can-tho and hue"), InBoth(new[] { CanTho, Hue }));
        Assert.Equal(("can-tho, da-nang và hue", "can-tho, da-nang and hue"), InBoth(new[] { CanTho, DaNang, Hue }));
        Assert.Equal(("cum-1-bca", "cum-1-bca"), InBoth(StreamKey.Parse(ClusterStream)));
        Assert.Equal(("“one”", "“one”"), InBoth(StreamKey.Parse("meeting/one")));
        Assert.Equal(("hội nghị", "meeting"), InBoth(new KindOfStream("meeting")));
        Assert.Equal(("nội dung", "thing"), InBoth(new KindOfStream("x")));
        Assert.Equal(("True", "True"), InBoth(true));
        Assert.Equal(
            ("Sổ không nhận điều này. Hỏi quản trị viên.", "This was refused (no-such-code). Ask an administrator."),
            InBoth(new Fault("no-such-code")));
    }

    [Fact]
    public void A_value_of_more_than_sixty_letters_is_cut_and_a_character_of_two_units_is_not()
    {
        string A(int count) => new('a', count);

        Assert.Equal(A(60), InBoth(A(60)).English);
        Assert.Equal(A(60) + "…", InBoth(A(61)).English);
        Assert.Equal(A(59) + "…", InBoth($"{A(59)}🎗{A(9)}").English);
        Assert.Equal(A(58) + "🎗…", InBoth($"{A(58)}🎗{A(9)}").English);
        Assert.Equal(A(60) + "…", ArgumentText.Json(A(70)));
        Assert.Equal(5L, ArgumentText.Json(5L));
    }

    [Fact]
    public void Quotes_within_a_name_are_single_ones()
    {
        string Quoted(string name, bool isQuoted = false) => ArgumentText.Of(
            Language.English, StreamKey.Parse("meeting/one"), isQuoted, (_, _, _) => name, null);

        Assert.Equal("“a”", Quoted("a"));
        Assert.Equal("a", Quoted("a", isQuoted: true));
        Assert.Equal("“a”", Quoted("“a”"));
        Assert.Equal("“‘a’ b”", Quoted("“a” b"));
        Assert.Equal("“‘a’ or ‘b’”", Quoted("“a” or “b”"));
    }

    [Fact]
    public void A_name_is_that_of_the_day_that_the_sentence_tells()
    {
        string? Name(StreamKey stream, string part, DateOnly? day) => $"{stream.Id} {part}{day:yyyy}";

        Assert.Equal("can-tho 2022", ArgumentText.Of(Language.English, CanTho, false, Name, Day("2022-07-29")));
        Assert.Equal("can-tho ", ArgumentText.Of(Language.English, CanTho, false, Name, null));
    }

    [Fact]
    public void References_are_replaced_by_names_or_keys()
    {
        var text = $"{NameReference.To(CanTho)}: {NameReference.ToOwnStream("sign")} / {NameReference.ToOwnStream()}";
        var bound = NameReference.Bound(text, StreamKey.Parse("target/one"));

        Assert.Equal(["city/can-tho", "target/one", "target/one"],
            NameReference.StreamsIn(bound).Select(key => key.ToString()));
        Assert.Equal("can-tho:  / one", NameReference.Named(bound, (_, _) => null));
        Assert.Equal("CAN-THO!: ONE!sign / ONE!",
            NameReference.Named(bound, (key, part) => $"{key.Id.ToUpperInvariant()}!{part}"));
        Assert.Equal(" :   /  ", NameReference.Without(bound));
        Assert.Equal($"{NameReference.To(CanTho)}, {NameReference.To(Hue)}", NameReference.To([CanTho, Hue]));
    }

    [Fact]
    public void A_text_without_references_stays_as_it_is()
    {
        Assert.Equal("own", NameReference.Bound("own", StreamKey.Parse("target/one")));
        Assert.Empty(NameReference.StreamsIn("city/can-tho"));
        Assert.Equal("a", NameReference.Named("a", (_, _) => "b"));
        Assert.Equal("a", NameReference.Without("a"));
    }

    [Theory]
    [InlineData("", "nội dung gửi", "the body")]
    [InlineData("data", "data", "data")]
    [InlineData("[3]", "nội dung gửi", "the body")]
    [InlineData("data.venue", "Địa điểm", "Venue")]
    [InlineData("[12].data.venue", "Địa điểm", "Venue")]
    [InlineData("[0].venue", "Địa điểm", "Venue")]
    [InlineData("[0].data.", "nội dung gửi", "the body")]
    public void A_field_has_its_label_within_any_envelope(string path, string vietnamese, string english)
    {
        var field = new NamedField(path);

        Assert.Equal((vietnamese, english), (field.In(Language.Vietnamese), field.In(Language.English)));
        Assert.Equal(vietnamese != "nội dung gửi", field.IsName);
        Assert.Equal(path, field.Key);
    }

    [Fact]
    public void Faults_take_the_stream_that_they_are_on_at_any_depth()
    {
        var on = StreamKey.Parse("meeting/one");
        var fault = new Fault("a", ("entry", new OwnStream()), ("reason", new Fault("b", ("entry", new OwnStream()))),
            ("none", null), ("day", 5)).On(on);

        Assert.Equal([("entry", on), ("reason", new Fault("b", ("entry", on))), ("day", (object)5)], fault.Arguments);
        Assert.Equal(on, ((Fault)fault["reason"]!)["entry"]);
        Assert.Null(fault["none"]);
        Assert.Null(fault["unknown"]);
    }

    private static (string Vietnamese, string English) InBoth(object value) =>
        (ArgumentText.Of(Language.Vietnamese, value, false, null, null),
            ArgumentText.Of(Language.English, value, false, null, null));
}
