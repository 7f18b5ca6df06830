using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

/// <summary>A leaf means one event: nothing personal is in it, and nothing can be put in place of what is.</summary>
public sealed class ActivityLeafTests
{
    private const string OneSalt = "AAECAwQFBgcICQoLDA0ODw==";
    private const string SomeCommitment = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Personal_fields_enter_a_leaf_as_commitments_that_outlive_them()
    {
        var remarks = Event("remarks-delivered.v1", """{"person":{"name":"Nguyễn Văn A","unit":"X"}}""");
        var salts = new Dictionary<string, string> { ["/person/name"] = OneSalt };
        var leaf = Leaf(remarks, salts, Nothing);

        var text = Encoding.UTF8.GetString(leaf);
        Assert.DoesNotContain("Nguyễn", text, StringComparison.Ordinal);
        // SHA-256 of the salt and "Nguyễn Văn A" with its quotes, as any other program makes it.
        var commitment = "sha256:" + Convert.ToHexStringLower(
            SHA256.HashData([.. Convert.FromBase64String(OneSalt), .. "\"Nguyễn Văn A\""u8]));
        Assert.Contains(commitment, text, StringComparison.Ordinal);

        remarks["data"]!["person"]!["name"] = "[erased]";
        var erased = new Dictionary<string, string> { ["/person/name"] = commitment };
        Assert.Equal(leaf, Leaf(remarks, Nothing, erased));

        remarks["data"]!["person"]!["name"] = "Lê Văn D";
        Refused("`/person/name` was erased, but has a value", remarks, Nothing, erased);
    }

    [Fact]
    public void No_bytes_move_from_a_value_into_its_salt()
    {
        const string Whole = "Nguyễn Văn An (tức \"Ba Quốc\" Nam Bộ)";
        const string Rest = "Ba Quốc\" Nam Bộ)";
        var remarks = Event("remarks-delivered.v1", "{}");
        remarks["data"]!["person"] = new JsonObject { ["name"] = Whole };
        var leaf = Leaf(remarks, new() { ["/person/name"] = OneSalt }, Nothing);
        // The salt takes over the beginning of the JSON text up to an escaped quote, which begins the other value.
        var moved = Encoding.UTF8.GetBytes("\"Nguyễn Văn An (tức \\");
        var longer = Convert.ToBase64String([.. Convert.FromBase64String(OneSalt), .. moved]);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(
                [.. Convert.FromBase64String(longer), .. Encoding.UTF8.GetBytes("\"Ba Quốc\\\" Nam Bộ)\"")])),
            Encoding.UTF8.GetString(leaf), StringComparison.Ordinal);

        remarks["data"]!["person"]!["name"] = Rest;
        Refused("exactly 16 bytes", remarks, new() { ["/person/name"] = longer }, Nothing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AA==")]
    [InlineData("AAECAwQFBgcICQoLDA0O")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxA=")]
    [InlineData("no base64")]
    public void A_salt_has_exactly_16_bytes(string salt)
    {
        Refused("exactly 16 bytes", Event("remarks-delivered.v1", """{"person":{"name":"A"}}"""),
            new() { ["/person/name"] = salt }, Nothing);
        Assert.Throws<FormatException>(() => Commitment.Of(new byte[15], "A"));
    }

    [Theory]
    [InlineData("remarks-delivered.v1", """{"person":{"name":"A"}}""", "/person/name")]
    [InlineData("remarks-delivered.v1", $$$"""{"person":{"name":"{{{SomeCommitment}}}"}}""", "/person/name")]
    [InlineData("meeting-held.v1", """{"chair":{"name":null,"rank":"B"}}""", "/chair/rank")]
    [InlineData("directive-acknowledged.v2", """{"by":{"post":"C"}}""", "/by/post")]
    [InlineData("remarks-delivered.v2", """{"person":null,"gist":"Ông A nói"}""", "/gist")]
    [InlineData("flowers-offered.v2", """{"sources":[{"title":"x"},{"byline":"Văn Đức"}]}""", "/sources/1/byline")]
    [InlineData("assessment-recorded.v2", """{"items":[{"text":"x"}]}""", "/items/0/text")]
    public void Each_personal_value_has_a_salt_or_a_mark_of_its_erasure(string type, string data, string place) =>
        Refused($"`{place}` has neither", Event(type, data), Nothing, Nothing);

    [Fact]
    public void Texts_and_recorders_are_in_clear_in_leaves_of_the_first_version_and_salted_from_the_second_on()
    {
        const string Data = """{"gist":"Ông A nói","sources":[{"byline":"Văn Đức"}]}""";
        var (first, second) = (Event("remarks-delivered.v1", Data), Event("remarks-delivered.v2", Data));
        foreach (var one in new[] { first, second })
            (one["recordedby"], one["extension"], one["number"], one["source"]) =
                ("a@example.com", "of A", 7, "/recorders/a%40example.com");

        Assert.Contains("a@example.com", Encoding.UTF8.GetString(Leaf(first, Nothing, Nothing)),
            StringComparison.Ordinal);
        string[] places = ["/gist", "/sources/0/byline", "recordedby", "extension", "source"];
        foreach (var missing in places)
            Refused($"`{missing}` has neither", second,
                places.Where(place => place != missing).ToDictionary(place => place, _ => OneSalt), Nothing);
        var leaf = Encoding.UTF8.GetString(Leaf(second, places.ToDictionary(place => place, _ => OneSalt), Nothing));
        foreach (var value in new[] { "a@example.com", "a%40", "of A", "Ông A", "Văn Đức" })
            Assert.DoesNotContain(value, leaf, StringComparison.Ordinal);
        Assert.Contains("\"number\":7", leaf, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flowers-offered.v1", """{"place":"[erased]"}""", "/place")]
    [InlineData("remarks-delivered.v1", """{"gist":"[erased]"}""", "/gist")]
    [InlineData("remarks-delivered.v2", """{"person":{"unit":"[erased]"}}""", "/person/unit")]
    [InlineData("entry-corrected.v1",
        """{"changes":[{"field":"place","old":"[erased]","new":"x"}]}""", "/changes/0/old", "flowers-offered.v1")]
    [InlineData("entry-corrected.v2",
        """{"changes":[{"field":"cityIds[0]","old":"a","new":"[erased]"}]}""", "/changes/0/new", "meeting-held.v2")]
    public void Nothing_but_personal_values_may_be_hidden(
        string type, string data, string place, string? targetType = null) =>
        Refused($"`{place}` is not personal", Event(type, data), Nothing, new() { [place] = SomeCommitment },
            targetType);

    [Theory]
    [InlineData("recordedtime")]
    [InlineData("id")]
    [InlineData("source")]
    public void Attributes_that_say_what_and_when_may_not_be_hidden(string attribute)
    {
        var flowers = Event("flowers-offered.v2", "{}");
        flowers[attribute] = "[erased]";
        Refused($"`{attribute}` is not personal", flowers, Nothing, new() { [attribute] = SomeCommitment });
    }

    [Theory]
    [InlineData("person.name", "\"A\"", "/changes/0/old", "remarks-delivered.v1")]
    [InlineData("person", """{"name":"A","unit":"B"}""", "/changes/0/old/name", "remarks-delivered.v1")]
    [InlineData("sources[0].byline", "\"A\"", "/changes/0/old", "flowers-offered.v1")]
    [InlineData("sources", """[{"byline":"A"}]""", "/changes/0/old/0/byline", "flowers-offered.v2")]
    public void In_a_correction_the_type_of_its_target_says_what_is_personal(
        string field, string old, string place, string targetType)
    {
        var corrected = Event("entry-corrected.v2", $$"""{"changes":[{"field":"{{field}}","old":{{old}}}]}""");

        Refused($"`{place}` has neither", corrected, Nothing, Nothing, $"clusterevents.{targetType}");
        Leaf(corrected, new() { [place] = OneSalt }, Nothing, $"clusterevents.{targetType}");
    }

    [Fact]
    public void A_changed_value_that_looks_like_a_commitment_is_refused_also_where_its_target_is_unknown() =>
        Refused("looks like a commitment",
            Event("entry-corrected.v1", $$"""{"changes":[{"field":"person.name","new":"{{SomeCommitment}}"}]}"""),
            Nothing, Nothing);

    [Theory]
    [InlineData("sha256:")]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("\"}")]
    public void What_stands_for_an_erased_value_is_a_commitment(string text) =>
        Refused("is no commitment", Event("remarks-delivered.v1", """{"person":{"name":"[erased]"}}"""),
            Nothing, new() { ["/person/name"] = text });

    [Theory]
    [InlineData("")]
    [InlineData("/person")]
    [InlineData("/person/name")]
    public void A_personal_field_that_is_not_there_is_named_as_it_was_given(string place) =>
        Refused(
            $"`{place}`", Event("remarks-delivered.v1", """{"person":null}"""), new() { [place] = OneSalt }, Nothing);

    private static JsonObject Event(string type, string data) => new()
    {
        ["id"] = "1",
        ["source"] = "/tests",
        ["type"] = $"clusterevents.{type}",
        ["data"] = JsonNode.Parse(data),
    };

    private static byte[] Leaf(
        JsonObject cloudEvent, Dictionary<string, string> salts, Dictionary<string, string> erased,
        string? targetType = null) =>
        ActivityLeaf.Of(JsonSerializer.SerializeToElement(cloudEvent), new(salts, erased), targetType);

    private static void Refused(
        string why, JsonObject cloudEvent, Dictionary<string, string> salts, Dictionary<string, string> erased,
        string? targetType = null)
    {
        if (targetType is not null && !targetType.StartsWith("clusterevents.", StringComparison.Ordinal))
            targetType = $"clusterevents.{targetType}";
        var refused = Assert.ThrowsAny<FormatException>(() => Leaf(cloudEvent, salts, erased, targetType));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }
}
