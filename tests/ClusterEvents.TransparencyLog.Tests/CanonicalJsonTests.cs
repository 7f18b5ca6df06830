using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

public sealed class CanonicalJsonTests
{
    [Theory]
    // RFC 8785, section 3.2.3: keys sort by UTF-16 code units.
    [InlineData(
        """
        {
          "\u20ac":"Euro Sign", "\r":"Carriage Return", "\ufb33":"Hebrew Letter Dalet With Dagesh", "1":"One",
          "\ud83d\ude00":"Emoji: Grinning Face", "\u0080":"Control",
          "\u00f6":"Latin Small Letter O With Diaeresis"
        }
        """,
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}")]
    // Section 3.2.2.2: what is escaped, and how.
    [InlineData("""{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        """{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData("[ 9007199254740991 , -9007199254740991, 0, -0 ]", "[9007199254740991,-9007199254740991,0,0]")]
    [InlineData("""{"b":{"d":1,"c":"Tượng đài Bác Hồ"},"a":[]}""", """{"a":[],"b":{"c":"Tượng đài Bác Hồ","d":1}}""")]
    public void Values_have_one_form(string json, string canonical) => Assert.Equal(canonical, Canonical(json));

    [Theory]
    [InlineData("1.5")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("1e400")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00a\"")]
    public void Values_without_a_canonical_form_are_rejected(string json) =>
        Assert.Throws<FormatException>(() => Canonical(json));

    [Property]
    public bool A_text_means_the_same_after_it(string? text)
    {
        if (text is null || text.Any(char.IsSurrogate)) return true;
        var json = JsonSerializer.Serialize(new Dictionary<string, string> { [text] = text });
        var again = JsonDocument.Parse(Canonical(json)).RootElement.EnumerateObject().Single();
        return again.Name == text && again.Value.GetString() == text && Canonical(Canonical(json)) == Canonical(json);
    }

    [Property]
    public bool Fields_given_in_any_order_make_the_form_of_their_JSON(string?[]? names)
    {
        string[] given = [.. (names ?? []).OfType<string>().Where(name => !name.Any(char.IsSurrogate)).Distinct()];
        var fields = new CanonicalObject();
        foreach (var (index, name) in given.Index())
            if (index % 2 == 0) fields.Add(name, index % 3 == 0 ? null : name);
            else fields.Add(name, JsonSerializer.SerializeToElement(new[] { name }));
        var json = JsonSerializer.SerializeToElement(given.Index().ToDictionary(one => one.Item, one =>
            one.Index % 2 == 0 ? (object?)(one.Index % 3 == 0 ? null : one.Item) : new[] { one.Item }));

        return fields.ToBytes().SequenceEqual(CanonicalJson.Of(json));
    }

    [Fact]
    public void A_field_given_twice_is_refused()
    {
        var fields = new CanonicalObject();
        fields.Add("subject", "one");
        fields.Add("id", "1");
        fields.Add("subject", "another");

        Assert.Contains("`subject` twice",
            Assert.Throws<FormatException>(() => fields.ToBytes()).Message,
            StringComparison.Ordinal);
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(JsonDocument.Parse(json).RootElement));
}
