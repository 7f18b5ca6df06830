using ClusterEvents.Domain.Reading.Written;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading.Written;

/// <summary>Numbers as people write them, with what may stand around and between the digits.</summary>
public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData(" 7 ", "7")]
    [InlineData("-7", "-7")]
    [InlineData("− 7", "-7")]
    [InlineData("0,5", "0.5")]
    [InlineData("0.125", "0.125")]
    [InlineData("0,125", "0.125")]
    [InlineData("1.2345", "1.2345")]
    [InlineData("1234.567", "1234.567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("123.456,5", "123456.5")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData("12 345 678", "12345678")]
    [InlineData("12\u00a0345\u202f678,5", "12345678.5")]
    [InlineData("72,50 %", "72.50")]
    [InlineData("3 phiếu", "3")]
    [InlineData("1,5 triệu", "1500000")]
    [InlineData("2 NGHÌN người", "2000")]
    [InlineData("2 ngàn", "2000")]
    [InlineData("2tr", "2000000")]
    [InlineData("2 million", "2000000")]
    [InlineData("2 tỷ đồng", "2000000000")]
    [InlineData("-2 tỉ", "-2000000000")]
    [InlineData("2 billion VND", "2000000000")]
    [InlineData("999999999999999999", "999999999999999999")]
    public void A_number_has_one_reading(string text, string number)
    {
        var faults = new List<WrittenFault>();

        var read = WrittenNumber.ReadDecimal(text, "points", faults);

        Assert.Empty(faults);
        Assert.Equal(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("5,")]
    [InlineData("--5")]
    [InlineData("1..5")]
    [InlineData("1.2.3")]
    [InlineData("1234.567.890")]
    [InlineData("1.234.56")]
    [InlineData("1.234,567,8")]
    [InlineData("12.34,5")]
    [InlineData("1234.567,5")]
    [InlineData("0.123.456")]
    [InlineData("1 23")]
    [InlineData("5 kg")]
    [InlineData("5 triệu tỷ")]
    [InlineData("1000000000000000000")]
    [InlineData("0,00000000000000000000000000001")]
    public void What_is_no_number_is_refused_with_what_was_written(string text)
    {
        foreach (var read in (Func<List<WrittenFault>, object?>[])
            [faults => WrittenNumber.ReadDecimal($" {text} ", "points", faults),
                faults => WrittenNumber.ReadWhole($" {text} ", "points", faults)])
        {
            var faults = new List<WrittenFault>();
            Assert.Null(read(faults));
            var fault = Assert.Single(faults);
            Assert.Equal(("points", "not-a-number"), (fault.Path, fault.Code));
            Assert.Equal([("value", text)], fault.Arguments);
        }
    }

    [Theory]
    [InlineData("1.284", "1284", "1.284")]
    [InlineData("12,840", "12840", "12.840")]
    [InlineData("1,5 triệu", null, null)]
    [InlineData("-1.284", "-1284", "-1.284")]
    [InlineData("1.284 tỷ", "1284000000000", "1284000000")]
    public void Three_digits_behind_one_mark_can_be_read_two_ways(string text, string? whole, string? part)
    {
        var faults = new List<WrittenFault>();

        Assert.Equal(whole is null, WrittenNumber.ReadDecimal(text, "points", faults) is not null);

        if (whole is null) Assert.Empty(faults);
        else
            Assert.Equal(
                [("value", text), ("a", whole),
                    ("b", (object)decimal.Parse(part!, System.Globalization.CultureInfo.InvariantCulture))],
                Assert.Single(faults).Arguments);
    }

    [Theory]
    [InlineData("1.284", 1_284L)]
    [InlineData("12,840", 12_840L)]
    [InlineData("1,5 triệu", 1_500_000L)]
    [InlineData("7,00", 7L)]
    [InlineData("-5", -5L)]
    [InlineData("9007199254740991", 9007199254740991L)]
    [InlineData("9007199254740992", null)]
    [InlineData("-9007199254740992", null)]
    [InlineData("7,5", null)]
    public void A_whole_number_has_points_between_thousands_alone(string text, long? number)
    {
        var faults = new List<WrittenFault>();

        Assert.Equal(number, WrittenNumber.ReadWhole(text, "attendance", faults));
        Assert.Equal(number is null ? ["not-a-whole-number"] : [], faults.Select(fault => fault.Code));
    }
}
