using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading.Written;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading.Written;

public sealed class WrittenRecordTests
{
    private static readonly WritingContext Context = new(Language.Vietnamese, new(
    [
        ("can-tho", "Cần Thơ"), ("da-nang", "Đà Nẵng"), ("hai-phong", "Hải Phòng"), ("ha-noi", "Hà Nội"),
        ("ho-chi-minh", "Thành phố Hồ Chí Minh"), ("ba-ria-vung-tau", "Bà Rịa – Vũng Tàu"),
    ]))
    {
        Campaigns = new([("vi-an-ninh-to-quoc-2022", "Vì an ninh Tổ quốc năm 2022")]),
        Clusters = new([("cum-1-bca", "Cụm thi đua số 1")]),
    };

    private static readonly DateOnly Today = new(2026, 11, 29);

    [Fact]
    public void A_directive_is_read_as_a_clerk_writes_it()
    {
        var record = Of(IssueDirective.Type,
            ("occurredOn", "3/7/2026"), ("precision", ""), ("issuer", "Công an TP. Cần Thơ"),
            ("basis", "kết luận hội nghị"), ("summary", "Rà soát tàng trữ vũ khí"), ("documentNumber", "  "),
            ("addressees", "Cần Thơ, da nang và TP.HCM"), ("dueOn", "31-12-2026"), ("dayPart", "Buổi sáng"),
            ("localTime", "8h30"), ("clusterId", "Cụm thi đua số 1"), ("scope", "Cluster"),
            ("campaignIds", "vì an ninh tổ quốc năm 2022"), ("sources[0].url", ""), ("sources[0].note", ""),
            ("sources[3].publisher", "Báo Cần Thơ"), ("sources[3].publishedAt", "04/07/2026 9:05"));

        Assert.Empty(record.Faults);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "issuer": { "name": "Công an TP. Cần Thơ", "cityId": "can-tho" }, "basis": "ConferenceConclusion",
              "summary": "Rà soát tàng trữ vũ khí", "addressees": ["can-tho", "da-nang", "ho-chi-minh"],
              "dueOn": "2026-12-31", "occurredOn": "2026-07-03", "dayPart": "Morning", "localTime": "08:30",
              "clusterId": "cum-1-bca", "scope": "Cluster", "campaignIds": ["vi-an-ninh-to-quoc-2022"],
              "sources": [{ "publisher": "Báo Cần Thơ", "publishedAt": "2026-07-04T09:05:00+07:00" }]
            }
            """), record.Data), record.Data.ToJsonString());
    }

    [Fact]
    public void The_first_day_of_all_began_before_the_calendar_in_universal_time() => Assert.Equal("not-a-date",
        Assert.Single(Of(IssueDirective.Type, ("sources[0].publishedAt", "01/01/0001")).Faults).Code);

    [Theory]
    [InlineData("3/7/2026", "2026-07-03", null)]
    [InlineData("03-07-2026", "2026-07-03", null)]
    [InlineData("3.7.2026", "2026-07-03", null)]
    [InlineData("2026-07-03", "2026-07-03", null)]
    [InlineData("ngày 3 tháng 7 năm 2026", "2026-07-03", null)]
    [InlineData("3 July 2026", "2026-07-03", null)]
    [InlineData("29/2/2024", "2024-02-29", null)]
    [InlineData("07/2026", "2026-07-01", "Month")]
    [InlineData("tháng 7 năm 2026", "2026-07-01", "Month")]
    [InlineData("2026-07", "2026-07-01", "Month")]
    [InlineData("quý 3/2026", "2026-07-01", "Quarter")]
    [InlineData("Quý III năm 2026", "2026-07-01", "Quarter")]
    [InlineData("Q3 2026", "2026-07-01", "Quarter")]
    [InlineData("2026", "2026-01-01", "Year")]
    [InlineData("năm 2026", "2026-01-01", "Year")]
    public void A_day_is_understood_with_its_exactness(string text, string day, string? precision)
    {
        var record = Of(HoldMeeting.Type, ("occurredOn", text));

        Assert.Empty(record.Faults);
        Assert.Equal((day, precision), ((string?)record.Data["occurredOn"], (string?)record.Data["precision"]));
    }

    [Theory]
    [InlineData("12/2024", "OnOrBefore", "2024-12-31", "OnOrBefore")]
    [InlineData("07/2026", "Day", "2026-07-01", "Month")]
    [InlineData("03/07/2026", "Trong tháng", "2026-07-03", "Month")]
    [InlineData("07/2026", "Year", "2026-07-01", "Year")]
    [InlineData("", "Unknown", null, "Unknown")]
    public void What_was_written_and_what_was_chosen_are_one(
        string text, string chosen, string? day, string precision)
    {
        var record = Of(HoldMeeting.Type, ("occurredOn", text), ("precision", chosen));

        Assert.Empty(record.Faults);
        Assert.Equal((day, precision), ((string?)record.Data["occurredOn"], (string?)record.Data["precision"]));
    }

    [Theory]
    [InlineData("hôm qua", "not-a-date")]
    [InlineData("32/7/2026", "not-a-date")]
    [InlineData("3/13/2026", "not-a-date")]
    [InlineData("3/7/26", "year-of-two-digits")]
    [InlineData("31/6/2026", "no-such-day")]
    [InlineData("29/2/2026", "no-such-day")]
    public void What_is_no_day_is_refused_with_the_reason(string text, string code)
    {
        var fault = Assert.Single(Of(HoldMeeting.Type, ("occurredOn", text)).Faults);

        Assert.Equal(("occurredOn", code, (object)text),
            (fault.Path, fault.Code, fault.Arguments.Single(argument => argument.Name == "value").Value));
    }

    [Fact]
    public void A_missing_day_of_a_month_and_a_short_year_are_told_with_what_to_write()
    {
        var faults = Of(IssueDirective.Type, ("dueOn", "31/6/2026"), ("documentDate", "1/7/26")).Faults;

        Assert.Contains(faults, fault => fault.Path == "dueOn"
            && fault.Arguments.Contains(("month", 6)) && fault.Arguments.Contains(("last", 30)));
        Assert.Contains(faults, fault => fault.Path == "documentDate"
            && fault.Arguments.Contains(("guess", "01/07/2026")));
    }

    [Theory]
    [InlineData("72,5", "72.5")]
    [InlineData("72.5", "72.5")]
    [InlineData("95,50", "95.50")]
    [InlineData("85", "85")]
    [InlineData("85%", "85")]
    [InlineData("1.284,5", "1284.5")]
    [InlineData("1,284.5", "1284.5")]
    [InlineData("12.345.678", "12345678")]
    [InlineData("1 284,5", "1284.5")]
    [InlineData("0,125", "0.125")]
    [InlineData("-2,5", "-2.5")]
    [InlineData("120 vụ", "120")]
    public void A_decimal_has_a_comma_or_a_point(string text, string number) =>
        Assert.Equal(number, (string?)Of(SubmitScore.Type, ("points", text)).Data["points"]);

    [Theory]
    [InlineData("1.284")]
    [InlineData("1,284")]
    public void A_number_that_can_be_read_two_ways_is_refused(string text)
    {
        var fault = Assert.Single(Of(SubmitScore.Type, ("points", text)).Faults);

        Assert.Equal("ambiguous-number", fault.Code);
        Assert.Equal([("value", text), ("a", "1284"), ("b", 1.284m)], fault.Arguments);
    }

    [Theory]
    [InlineData("7,2,5")]
    [InlineData("bảy hai")]
    [InlineData("1.28.4")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999999999999")]
    public void What_is_no_number_is_refused(string text) =>
        Assert.Equal("not-a-number", Assert.Single(Of(SubmitScore.Type, ("points", text)).Faults).Code);

    [Theory]
    [InlineData("50.000.000", 50_000_000)]
    [InlineData("50.000.000 đồng", 50_000_000)]
    [InlineData("50 000 000", 50_000_000)]
    [InlineData("1.500", 1_500)]
    [InlineData("50 triệu", 50_000_000)]
    [InlineData("1,5 tỷ đồng", 1_500_000_000)]
    public void An_amount_is_whole(string text, long amount) =>
        Assert.Equal(amount, (long?)Of(HoldCommunityActivity.Type, ("amountVnd", text)).Data["amountVnd"]);

    [Fact]
    public void A_part_of_a_person_is_no_number_of_people() => Assert.Equal("not-a-whole-number",
        Assert.Single(Of(HoldMeeting.Type, ("attendance", "12,5")).Faults).Code);

    [Theory]
    [InlineData("8:00", "08:00")]
    [InlineData("14:30", "14:30")]
    [InlineData("8h", "08:00")]
    [InlineData("14 giờ 05", "14:05")]
    public void A_time_is_of_the_24_hour_clock(string text, string time) =>
        Assert.Equal(time, (string?)Of(HoldMeeting.Type, ("localTime", text)).Data["localTime"]);

    [Theory]
    [InlineData("24:00")]
    [InlineData("2:30 pm")]
    [InlineData("8:5")]
    public void What_is_no_time_is_refused(string text) =>
        Assert.Equal("not-a-time", Assert.Single(Of(HoldMeeting.Type, ("localTime", text)).Faults).Code);

    [Theory]
    [InlineData("Cần Thơ", "can-tho")]
    [InlineData("can tho", "can-tho")]
    [InlineData("CÔNG AN THÀNH PHỐ CẦN THƠ", "can-tho")]
    [InlineData("TP Hồ Chí Minh", "ho-chi-minh")]
    [InlineData("TPHCM", "ho-chi-minh")]
    [InlineData("CATP.HCM", "ho-chi-minh")]
    [InlineData("Bà Rịa-Vũng Tàu", "ba-ria-vung-tau")]
    [InlineData("ha-noi", "ha-noi")]
    public void A_city_is_found_by_its_names(string text, string key) =>
        Assert.Equal(key, (string?)Of(SubmitScore.Type, ("city", text)).Data["city"]);

    [Theory]
    [InlineData("Hải Phonng", "Hải Phòng")]
    [InlineData("Paris", null)]
    public void An_unknown_city_is_told_with_the_nearest(string text, string? nearest)
    {
        var fault = Assert.Single(Of(SubmitScore.Type, ("city", text)).Faults);

        Assert.Equal("unknown-city", fault.Code);
        Assert.Equal(nearest, fault.Arguments.FirstOrDefault(argument => argument.Name == "nearest").Value);
    }

    [Fact]
    public void A_misspelt_choice_is_told_with_the_nearest()
    {
        var fault = Assert.Single(Of(HoldMeeting.Type, ("kind", "sơ kêtt")).Faults);

        Assert.Equal([("value", "sơ kêtt"), ("nearest", (object)"Sơ kết")], fault.Arguments);
    }

    [Fact]
    public void A_row_with_nothing_but_a_choice_made_beforehand_is_none()
    {
        var record = Of(RecordAssessment.Type,
            ("items[0].polarity", "Praise"), ("items[0].text", ""), ("items[1].polarity", "Hạn chế"),
            ("items[1].topic", "Phối hợp"), ("items[1].text", "Chưa đều"), ("items[10].polarity", "Praise"));

        Assert.Equal("""[{"topic":"Phối hợp","text":"Chưa đều","polarity":"Shortfall"}]""",
            record.Data["items"]!.ToJsonString(RecordJson.Options));
    }

    [Fact]
    public void Priorities_are_lines_or_rows() => Assert.Equal("""["Một, hai","Ba"]""",
        Of(SetPriorities.Type, ("items", "Một, hai\r\n\r\nBa")).Data["items"]!.ToJsonString(RecordJson.Options));

    [Fact]
    public void Faults_name_the_row_that_was_written_and_no_text_is_at_fault_twice()
    {
        var record = Of(IssueDirective.Type,
            ("sources[0].url", ""), ("sources[2].url", "báo cần thơ"), ("dueOn", "mai"), ("addressees", "Pari"));

        var faults = record.Read(IssueDirective.Type, Today).Faults;

        Assert.Contains(faults, fault => fault.Field == "sources[2].url");
        Assert.Contains(faults, fault => fault.Field == "summary");
        Assert.Equal(faults.Count, faults.Select(fault => fault.Field).Distinct().Count());
    }

    private static WrittenRecord Of(ActivityType type, params (string Path, string Text)[] texts) => WrittenRecord.Of(
        type, texts.ToDictionary(text => text.Path, text => new[] { text.Text }, StringComparer.Ordinal), Context);
}
