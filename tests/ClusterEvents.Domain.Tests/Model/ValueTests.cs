using System.Text.Json;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using FsCheck.Xunit;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Model;

public sealed class ValueTests
{
    [Theory]
    [InlineData("12.50", true)]
    [InlineData("-0", true)]
    [InlineData("0.000", true)]
    [InlineData("1234567890123456789012345678", true)]
    [InlineData("12345678901234567890123456789", false)]
    [InlineData("0.1234567890123456789012345678", false)]
    [InlineData("1e3", false)]
    [InlineData("01", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1,5", false)]
    [InlineData("+1", false)]
    [InlineData("1\n", false)]
    [InlineData("", false)]
    public void A_decimal_is_text_in_plain_notation(string text, bool isOne)
    {
        Assert.Equal(isOne, DecimalText.Parse(text) is not null);
        if (isOne && text != "-0") Assert.Equal(text, DecimalText.Of(DecimalText.Parse(text)!.Value));
    }

    [Property]
    public bool A_decimal_keeps_its_zeros_on_its_way_through_text(int units, byte places)
    {
        var number = new decimal(Math.Abs(units), 0, 0, units < 0, (byte)(places % 20));
        return DecimalText.Of(DecimalText.Parse(DecimalText.Of(number))!.Value) == DecimalText.Of(number);
    }

    [Fact]
    public void Numbers_days_and_money_are_written_as_each_language_does()
    {
        Assert.Equal(("12,5", "12.5"), (Language.Vietnamese.In(12.5m), Language.English.In(12.5m)));
        var day = Day("2022-07-29");
        Assert.Equal(("29/07/2022", "2022-07-29"), (Language.Vietnamese.In(day), Language.English.In(day)));
        const long amount = 1_500_000;
        Assert.Equal(
            ("1.500.000 đồng", "1,500,000 VND"), (Language.Vietnamese.Dong(amount), Language.English.Dong(amount)));
        Assert.Equal("01/01/2022–30/06/2022", Language.Vietnamese.In(new Period(Day("2022-01-01"), Day("2022-06-30"))));
    }

    [Fact]
    public void An_official_is_addressed_by_what_is_known()
    {
        Assert.Equal("Đại tá Vũ Thành Thức, Phó Giám đốc, Công an TP Cần Thơ", Officer.Full());
        Assert.Equal("Vũ Thành Thức", (Officer with { Rank = null, Post = null, Unit = null }).Full());
        Assert.Equal("a · b", DisplayFormat.Line("a", null, "", "b"));
    }

    [Theory]
    [InlineData(Precision.Day, "2024-02-15", "2024-02-15")]
    [InlineData(Precision.Month, "2024-02-01", "2024-02-29")]
    [InlineData(Precision.Year, "2024-01-01", "2024-12-31")]
    [InlineData(Precision.OnOrBefore, null, "2024-02-15")]
    [InlineData(Precision.Unknown, "2024-02-15", "2024-02-15")]
    public void A_rough_date_is_a_range_of_days(Precision precision, string? first, string last)
    {
        Activity activity = new CityRegistered("x", "00", null, null)
        {
            OccurredOn = Day("2024-02-15"),
            Precision = precision,
        };

        Assert.Equal((first is null ? null : Day(first), Day(last)), (activity.Earliest(), activity.Latest()));
        var undated = activity with { OccurredOn = null };
        Assert.Equal((null, null), (undated.Earliest(), undated.Latest()));
    }

    [Fact]
    public void The_id_of_an_activity_is_that_of_its_source_and_id_in_every_installation()
    {
        Assert.Equal(Identifiers.ActivityId("/seeds", "1"), Identifiers.ActivityId("/seeds", "1"));
        Assert.NotEqual(Identifiers.ActivityId("/seeds", "1"), Identifiers.ActivityId("/seeds", "2"));
        Assert.NotEqual(Identifiers.ActivityId("/seeds", "1"), Identifiers.ActivityId("/seed", "s\n1"));
        // As any other program makes the UUID of version 5; stored ids depend on it for ever.
        Assert.Equal(
            new Guid("67bfafc2-7473-5f6d-bccd-a331f13784df"), Identifiers.ActivityId("/seeds/bao-can-tho", "F1"));
        Assert.Equal(5, Identifiers.ActivityId("/seeds", "1").Version);
        Assert.Equal(7, Identifiers.New(DateTimeOffset.UnixEpoch).Version);
    }

    [Fact]
    public void Salts_are_128_random_bits_each()
    {
        var salts = Identifiers.Salts(50);

        Assert.Equal(50, salts.Distinct().Count());
        Assert.All(salts, salt => Assert.Equal(16, Convert.FromBase64String(salt).Length));
    }

    [Fact]
    public void A_day_begins_in_Vietnam_and_the_store_keeps_microseconds()
    {
        Assert.Equal(new DateTimeOffset(2022, 7, 28, 17, 0, 0, TimeSpan.Zero), Clock.Beginning(Day("2022-07-29")));
        Assert.Equal(Day("2022-07-29"), new FixedTime(new(2022, 7, 28, 17, 0, 0, TimeSpan.Zero)).Today());
        Assert.Equal(Day("2022-07-28"), new FixedTime(new(2022, 7, 28, 16, 59, 59, TimeSpan.Zero)).Today());
        Assert.Equal(20, new FixedTime(new(29, TimeSpan.Zero)).NowInStore().Ticks);
    }

    [Theory]
    [InlineData("meeting/0198", true)]
    [InlineData("meeting", false)]
    [InlineData("/0198", false)]
    [InlineData("meeting/", false)]
    [InlineData("meeting/a/b", false)]
    [InlineData("Meeting/a", false)]
    public void A_streams_key_is_a_kind_a_slash_and_an_id(string text, bool isOne)
    {
        Assert.Equal(isOne, StreamKey.TryParse(text, out var key));
        if (isOne) Assert.Equal((text, key), (key.ToString(), StreamKey.Parse(text)));
        else Assert.Throws<FormatException>(() => StreamKey.Parse(text));
        if (!isOne)
            Assert.Throws<JsonException>(
                () => JsonSerializer.Deserialize<StreamKey>($"\"{text}\"", RecordJson.Options));
    }

    [Fact]
    public void What_is_no_decimal_and_no_key_is_no_value_of_the_record()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<decimal>("\"1e3\"", RecordJson.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CityId>("\"Cần Thơ\"", RecordJson.Options));
        Assert.Equal("\"can-tho\"", JsonSerializer.Serialize(CanTho, RecordJson.Options));
        Assert.Equal("\"12.50\"", JsonSerializer.Serialize(12.50m, RecordJson.Options));
    }
}
