using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

public sealed class CanonicalJsonTests
{
    private static readonly Dictionary<string, string> NoFields = [];

    [Theory]
    // RFC 8785, section 3.2.3: keys sort by UTF-16 code units.
    [InlineData("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""",
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}")]
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

        return ActivityLeaf.Of(fields, NoFields, NoFields).SequenceEqual(CanonicalJson.Of(json));
    }

    [Fact]
    public void A_field_given_twice_is_refused()
    {
        var fields = new CanonicalObject();
        fields.Add("subject", "one");
        fields.Add("id", "1");
        fields.Add("subject", "another");

        Assert.Contains("`subject` twice",
            Assert.Throws<FormatException>(() => ActivityLeaf.Of(fields, NoFields, NoFields)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Personal_fields_enter_a_leaf_as_commitments_that_outlive_them()
    {
        var recorded = JsonNode.Parse(
            """{"id":"1","data":{"person":{"name":"Nguyễn Văn A","unit":"X"},"changes":[{"old":"a/b"}]}}""")!;
        var salts = new Dictionary<string, string>
        {
            ["/person/name"] = "AAECAwQFBgcICQoLDA0ODw==",
            ["/changes/0/old"] = "AAECAwQFBgcICQoLDA0ODw==",
        };
        var leaf = ActivityLeaf.Of(Element(recorded), salts, new Dictionary<string, string>());

        var text = Encoding.UTF8.GetString(leaf);
        Assert.DoesNotContain("Nguyễn", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a/b", text, StringComparison.Ordinal);
        // SHA-256 of the salt and "Nguyễn Văn A" with its quotes, as any other program makes it.
        Assert.Contains("sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            [.. Convert.FromBase64String("AAECAwQFBgcICQoLDA0ODw=="), .. "\"Nguyễn Văn A\""u8])),
            text, StringComparison.Ordinal);

        var erased = recorded.DeepClone();
        erased["data"]!["person"]!["name"] = "[erased]";
        salts.Remove("/person/name");
        var commitment = (string)JsonNode.Parse(leaf)!["data"]!["person"]!["name"]!;
        Assert.Equal(leaf,
            ActivityLeaf.Of(Element(erased), salts, new Dictionary<string, string> { ["/person/name"] = commitment }));

        erased["data"]!["person"]!["name"] = "Lê Văn D";
        var refused = Assert.Throws<FormatException>(() =>
            ActivityLeaf.Of(Element(erased), salts, new Dictionary<string, string> { ["/person/name"] = commitment }));
        Assert.Contains("`/person/name` was erased", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_personal_field_that_is_not_there_is_named()
    {
        var refused = Assert.Throws<FormatException>(() => ActivityLeaf.Of(Element(JsonNode.Parse("""{"data":{}}""")!),
            new Dictionary<string, string> { ["/person/name"] = "AA==" }, new Dictionary<string, string>()));
        Assert.Contains("/person/name", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/person")]
    [InlineData("/person/name")]
    public void All_of_the_data_is_no_personal_field_and_a_missing_one_is_named_as_it_was_given(string path)
    {
        var refused = Assert.Throws<FormatException>(() =>
            ActivityLeaf.Of(Element(JsonNode.Parse("""{"data":{"person":null}}""")!),
                new Dictionary<string, string> { [path] = "AA==" }, new Dictionary<string, string>()));
        Assert.Contains($"`{path}`", refused.Message, StringComparison.Ordinal);
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(JsonDocument.Parse(json).RootElement));

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
