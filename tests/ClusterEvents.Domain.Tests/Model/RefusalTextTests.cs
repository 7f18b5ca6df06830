using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Model;

/// <summary>Refusals are codes with values, and one table words them in both languages.</summary>
public sealed partial class RefusalTextTests
{
    public static TheoryData<string> Codes => [.. Sentences.Codes];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_sentence_has_the_same_places_in_both_languages_and_says_what_to_do(string code)
    {
        var (vietnamese, english) = (In(Language.Vietnamese, code), In(Language.English, code));

        Assert.Equal(Places(vietnamese), Places(english));
        Assert.Equal(
            Places(Worded.WithoutOptional(vietnamese)), Places(Worded.WithoutOptional(english)));
        Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", code);
        Assert.All([vietnamese, english], sentence => Assert.Matches(@"[.?}]\]?$", sentence));
        Assert.DoesNotContain("không hợp lệ.", vietnamese, StringComparison.Ordinal);
        Assert.DoesNotContain("vui lòng", vietnamese, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("!", vietnamese + english, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_a_console_names_the_field_only_where_there_is_one()
    {
        Assert.Equal($"concurrent-write: {Rejection.ConcurrentWrite.Detail}", Rejection.ConcurrentWrite.Message);
        var unknown = Rejection.Unknown("city", "vinh", "cityIds[0]");
        Assert.Equal($"unknown-city: cityIds[0]: {unknown.Detail}", unknown.Message);
    }

    [Theory]
    [InlineData("date-in-future",
        "Ngày 01/12/2026 chưa đến (hôm nay là 29/11/2026). Sổ chỉ ghi việc đã diễn ra: sửa lại ngày, hoặc đợi "
        + "đến hôm đó.",
        "1 December 2026 has not come yet (today is 29 November 2026). Only what has happened is recorded: correct the "
        + "day, or wait until then.")]
    [InlineData("final-value-contradicts",
        "Kết quả 72,5 trái với mức “≥ 80”. Kiểm tra số, hoặc chọn mục đạt, không đạt cho đúng.",
        "A final value of 72.5 contradicts “≥ 80”. Check it, or choose met or missed accordingly.")]
    [InlineData("cities-are-not-the-members",
        "Việc của cả cụm ngày 03/07/2026 gồm Cần Thơ, Đà Nẵng và Hải Phòng. Chọn đủ những nơi này, hoặc chọn “Chỉ một "
        + "số đơn vị”.",
        "For the whole cluster on 3 July 2026 this means Cần Thơ, Đà Nẵng and Hải Phòng. Choose these, or “Only some "
        + "of them”.")]
    [InlineData("meeting-already-held",
        "“Hội nghị ‘Vì an ninh’” đã được ghi là họp. Nếu ghi sai, đính chính mục đó; nếu là cuộc họp khác, ghi mới.",
        "“Hội nghị ‘Vì an ninh’” is on record as held. Correct that entry if it is wrong, or record another meeting.")]
    [InlineData("already-disputed",
        "Cần Thơ đã ghi ý kiến về mục này lúc 08:05 ngày 03/07/2026. Muốn nói khác, rút ý kiến cũ trước.",
        "Cần Thơ disputed this entry at 08:05 on 3 July 2026. To say something else, withdraw that first.")]
    [InlineData("value-is-the-same",
        "Ô “Nội dung, Nội dung 2” đã ghi đúng như vậy. Ghi điều mới, hoặc bỏ thay đổi này.",
        "“Items, Text 2” has this value already. Enter the new one, or omit the change.")]
    [InlineData("too-many-requests",
        "Bạn gửi quá nhanh. Đợi 1 giây rồi gửi lại; chưa có gì được ghi.",
        "Too many at once. Wait 1 second and try again; nothing was recorded.")]
    [InlineData("not-a-number",
        "“777777777777777777777777777777777777777777777777777777777777…” không phải một số. Ghi số có nhiều nhất một "
        + "dấu phẩy, ví dụ 72,5.",
        "“777777777777777777777777777777777777777777777777777777777777…” is not a number. Enter one with at most one "
        + "decimal point, such as 72.5.")]
    public void Values_are_written_as_the_language_writes_them(string code, string vietnamese, string english)
    {
        var fault = Example(code);

        Assert.Equal(vietnamese, RefusalText.Of(Language.Vietnamese, fault, NameOf));
        Assert.Equal(english, RefusalText.Of(Language.English, fault, NameOf));
    }

    [Theory]
    [InlineData(new string[0], "Omit it.", "Bỏ đi.")]
    [InlineData(new[] { "from", "to" }, "Omit it, or use one of from, to.", "Bỏ đi, hoặc dùng một trong: from, to.")]
    public void Nothing_is_offered_where_there_is_nothing(string[] known, string english, string vietnamese)
    {
        var fault = new Fault("unknown-parameter", ("name", "x"), ("known", known));

        Assert.EndsWith(english, RefusalText.Of(Language.English, fault), StringComparison.Ordinal);
        Assert.EndsWith(vietnamese, RefusalText.Of(Language.Vietnamese, fault), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MeetingHeld", "occurredOn", "ngày họp", "the day of the meeting")]
    [InlineData("DirectiveIssued", "occurredOn", "ngày ban hành", "the day of issue")]
    [InlineData("PactSigned", "occurredOn", "ngày ký", "the day of signing")]
    [InlineData("MeetingPostponed", "occurredOn", "ngày diễn ra", "the day")]
    [InlineData("DirectiveIssued", "data.issuer.name", "tên cơ quan ban hành", "the name of the issuing body")]
    [InlineData(null, "[3].data.person.name", "họ tên người phát biểu", "the full name of the speaker")]
    [InlineData("TargetSet", "value", "mức phải đạt", "the level to reach")]
    [InlineData("TargetProgressReported", "value", "số liệu", "the value")]
    [InlineData(null, "q", "từ cần tìm", "the words to find")]
    [InlineData(null, "slogan", "khẩu hiệu", "the slogan")]
    [InlineData(null, "gsoCode", "mã đơn vị hành chính", "the GSO code")]
    public void What_is_missing_is_called_by_the_word_for_it(
        string? kind, string path, string vietnamese, string english)
    {
        var fault = new Fault("required", ("what", new FieldPhrase(kind, path)));

        Assert.Equal($"Chưa nhập {vietnamese}.", RefusalText.Of(Language.Vietnamese, fault));
        Assert.Equal($"Enter {english}.", RefusalText.Of(Language.English, fault));
    }

    [Fact]
    public void Every_required_field_has_a_word_in_Vietnamese()
    {
        var fields = StoredEvents.Catalogue.Types.SelectMany(type => Required(type.Reader(), "")
            .Select(path => new FieldPhrase(type.Name, path)));

        Assert.All(fields, what => Assert.NotEqual(what.Path.Split('.')[^1], what.In(Language.Vietnamese)));
        Assert.All(fields, what => Assert.Contains(" ", what.In(Language.English), StringComparison.Ordinal));
    }

    [Fact]
    public void Programs_receive_days_keys_and_decimals_as_texts()
    {
        var fault = new Fault("x", ("day", Day("2026-07-03")), ("number", 72.5m), ("city", new CityId("can-tho")),
            ("cities", new[] { new CityId("can-tho"), new CityId("hue") }), ("entry", new StreamKey("meeting", "one")),
            ("field", new NamedField("data.dueOn")), ("most", 5),
            ("reason", new Fault("required", ("what", new FieldPhrase(null, "q")))));

        Assert.Equal(
            ["\"2026-07-03\"", "\"72.5\"", "\"can-tho\"", "[\"can-tho\",\"hue\"]", "\"meeting/one\"", "\"data.dueOn\"",
                "5", """{"code":"required","arguments":{"what":"q"}}"""],
            fault.Arguments.Select(one => RecordJson.Write(ArgumentText.Json(one.Value))));
        Assert.Equal(["city/can-tho", "city/can-tho", "city/hue", "meeting/one"],
            RefusalText.StreamsIn(fault).Select(stream => stream.ToString()));
    }

    [Fact]
    public void Faults_are_equal_if_they_say_the_same()
    {
        Assert.Equal(Example("date-in-future"), Example("date-in-future"));
        Assert.Equal(Example("cities-are-not-the-members"), Example("cities-are-not-the-members"));
        Assert.NotEqual(Example("not-a-number"), new Fault("not-a-number", ("value", "y")));
    }

    private static Fault Example(string code) => code switch
    {
        "date-in-future" => new(code, ("day", Day("2026-12-01")), ("today", Day("2026-11-29"))),
        "final-value-contradicts" => new(code, ("number", 72.5m), ("goal", "≥ 80")),
        "cities-are-not-the-members" => new(code, ("day", Day("2026-07-03")),
            ("cities", new[] { new CityId("can-tho"), new CityId("da-nang"), new CityId("hai-phong") })),
        "meeting-already-held" => new(code, ("entry", new StreamKey("meeting", "one")), ("day", null)),
        "already-disputed" => new(code, ("city", new CityId("can-tho")),
            ("instant", new DateTimeOffset(2026, 7, 3, 1, 5, 0, TimeSpan.Zero))),
        "value-is-the-same" => new(code, ("field", new NamedField("items.text[1]"))),
        "too-many-requests" => new(code, ("seconds", 1)),
        "not-a-number" => new(code, ("value", new string('7', 100))),
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    private static string? NameOf(StreamKey stream, string part, DateOnly? day) => stream.Id switch
    {
        "can-tho" => "Cần Thơ",
        "da-nang" => "Đà Nẵng",
        "hai-phong" => "Hải Phòng",
        "one" => "Hội nghị “Vì an ninh”",
        _ => null,
    };

    private static IEnumerable<string> Required(RecordReader reader, string at) => reader.Fields.SelectMany(field =>
        (field.Required ? [at + field.Name] : Array.Empty<string>())
            .Concat(field.Inner is { } inner ? Required(inner, $"{at}{field.Name}.") : []));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static string In(Language language, string code) => Sentences.Of(language, code)!;

    private static string[] Places(string sentence) =>
        [.. Place().Matches(sentence).Select(one => one.Value).Distinct().Order()];

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Place();
}
