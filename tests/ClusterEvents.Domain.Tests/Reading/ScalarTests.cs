using System.Text.Json;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>Which JSON is a value of which type.</summary>
public sealed class ScalarTests
{
    [Theory]
    [InlineData("2022-07-29", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2022-02-29", false)]
    [InlineData("29/07/2022", false)]
    [InlineData("2022-7-29", false)]
    [InlineData("20220729", false)]
    [InlineData("2022-07-29T00:00", false)]
    public void A_day_is_written_as_ISO_8601_does(string text, bool isOne) =>
        Assert.Equal(isOne, Scalars.Day(text) is not null);

    [Theory]
    [InlineData("2022-07-29T09:49:00+07:00", true)]
    [InlineData("2022-07-29T09:49+07:00", true)]
    [InlineData("2022-07-29T02:49:00Z", true)]
    [InlineData("2022-07-29T02:49:00.1234567Z", true)]
    [InlineData("2022-07-28T22:49:00-04:00", true)]
    [InlineData("2022-07-29T09:49:00", false)]
    [InlineData("2022-07-29 09:49:00Z", false)]
    [InlineData("2022-07-29", false)]
    [InlineData("Z", false)]
    public void An_instant_says_its_offset(string text, bool isOne) =>
        Assert.Equal(isOne, Scalars.Instant(text) is not null);

    [Theory]
    [InlineData("5", 5L)]
    [InlineData("1", 1L)]
    [InlineData("10", 10L)]
    [InlineData("0", null)]
    [InlineData("11", null)]
    [InlineData("+5", null)]
    [InlineData(" 5", null)]
    [InlineData("", null)]
    public void A_number_is_digits_alone_within_bounds(string text, long? number) =>
        Assert.Equal(number, Scalars.Number(text, 1, 10));

    [Theory]
    [InlineData(typeof(int), "2147483647", "2147483648", "1.5", "\"1\"", "null")]
    [InlineData(typeof(long), "9007199254740991", "9007199254740992", "-9007199254740992", "1.5", "\"1\"")]
    [InlineData(typeof(long), "-9007199254740991", "1e400", "true", "[]", "{}")]
    [InlineData(typeof(decimal), "\"12.50\"", "12.5", "\"1e3\"", "\"\"", "null")]
    [InlineData(typeof(DateOnly), "\"2022-07-29\"", "20220729", "\"x\"", "true", "[]")]
    [InlineData(typeof(TimeOnly), "\"09:30\"", "\"9:30\"", "\"24:00\"", "\"09:30:00.5\"", "930")]
    [InlineData(typeof(TimeOnly), "\"09:30:15\"", "\"09.30\"", "\"\"", "null", "{}")]
    [InlineData(typeof(DateTimeOffset), "\"2022-07-29T09:49:00+07:00\"", "\"2022-07-29\"", "0", "null", "[]")]
    [InlineData(typeof(Guid), "\"6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21\"", "\"x\"", "5", "null", "\"\"")]
    [InlineData(typeof(CityId), "\"can-tho\"", "\"Cần Thơ\"", "\"\"", "5", "null")]
    [InlineData(typeof(StreamKey), "\"meeting/one\"", "\"meeting\"", "\"\"", "5", "null")]
    [InlineData(typeof(Scope), "\"Cluster\"", "\"cluster\"", "0", "\"0\"", "\"Cluster, City\"")]
    public void A_value_of_each_type_has_one_form(Type type, string good, params string[] bad)
    {
        var read = Scalars.ReaderOf(type)!;
        var errors = new ValidationErrors();

        Assert.IsType(type, read(JsonElement.Parse(good), "field", errors));
        Assert.True(errors.None);
        foreach (var (told, json) in bad.Index())
        {
            Assert.Null(read(JsonElement.Parse(json), "field", errors));
            Assert.Equal(told + 1, errors.Count);
            Assert.Equal("field", errors.Found[told].Field);
        }
    }

    [Theory]
    [InlineData("""{"a":["e\u0323\u0302",5,true,null]}""", """{"a":["ệ",5,true,null]}""")]
    [InlineData("\"a\\u00a0b\"", "\"a b\"")]
    [InlineData("""{"a":1.5}""", null)]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("""{"\ud800":1}""", null)]
    [InlineData("""{"a\nb":1}""", null)]
    public void Any_value_is_kept_in_the_form_that_the_log_has_for_it(string json, string? kept)
    {
        var errors = new ValidationErrors();

        var read = (JsonElement)Scalars.ReaderOf(typeof(JsonElement))!(JsonElement.Parse(json), "new", errors)!;

        Assert.Equal(kept is null, errors.Count == 1);
        if (kept is not null) Assert.Equal(kept, read.GetRawText());
    }

    [Fact]
    public void What_has_no_form_of_its_own_has_no_reader() => Assert.Null(Scalars.ReaderOf(typeof(Change)));

    [Fact]
    public void At_most_a_thousand_errors_are_told_and_all_are_counted()
    {
        var errors = new ValidationErrors();
        for (var i = 0; i < 1_001; i++) errors.Add($"a[{i}].b", "not-an-id", ("value", "x"));

        Assert.Equal((1_001, 1_000), (errors.Count, errors.Found.Count));
        Assert.True(errors.At("a") && errors.At("a[7]") && errors.At("a[7].b"));
        Assert.False(errors.At("a[7].bc") || errors.At("b") || errors.At("a[7"));
    }
}
