using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>Places in JSON, as people write them (<c>items[0].text</c>) and as pointers (RFC 6901).</summary>
public sealed class PathTests
{
    private const string Body = """
        {
          "person": { "rank": "Đại tá" }, "items": [{ "text": "a" }, { "text": "b" }], "names": ["x", "y"],
          "note": null, "0": "n"
        }
        """;

    [Theory]
    [InlineData("person", "person")]
    [InlineData("person.rank", "person", "rank")]
    [InlineData("items[0].text", "items", "0", "text")]
    [InlineData("items[9999]", "items", "9999")]
    [InlineData("a1.b2[10]", "a1", "b2", "10")]
    public void A_path_has_names_and_numbers(string text, params string[] steps)
    {
        var path = FieldPath.Parse(text)!;

        Assert.Equal(steps, path.Steps);
        Assert.Equal(steps.Where(step => !char.IsAsciiDigit(step[0])), path.Names);
        Assert.Equal(text.EndsWith(']'), path.IsItem);
        Assert.Equal(text, path.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("1a")]
    [InlineData("[0]")]
    [InlineData("a[]")]
    [InlineData("a[01]")]
    [InlineData("a[-1]")]
    [InlineData("a[10000]")]
    [InlineData("a[0][1]")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void What_is_no_path_is_none(string text) => Assert.Null(FieldPath.Parse(text));

    [Theory]
    [InlineData("person", "person.rank", true)]
    [InlineData("items[0].text", "items", true)]
    [InlineData("items[0].text", "items[0].text", true)]
    [InlineData("items[0]", "items[1]", false)]
    [InlineData("person.rank", "person.name", false)]
    [InlineData("rank", "person.rank", false)]
    public void Paths_overlap_where_one_is_a_part_of_the_other(string one, string other, bool overlap)
    {
        Assert.Equal(overlap, Path(one).Overlaps(Path(other)));
        Assert.Equal(overlap, Path(other).Overlaps(Path(one)));
    }

    [Theory]
    [InlineData("person.rank", "\"Đại tá\"")]
    [InlineData("items[1].text", "\"b\"")]
    [InlineData("names[0]", "\"x\"")]
    [InlineData("names[2]", null)]
    [InlineData("note", null)]
    [InlineData("none.rank", null)]
    [InlineData("person[0]", null)]
    [InlineData("items.text", null)]
    [InlineData("names[0].a", null)]
    public void A_value_is_found_at_its_path(string path, string? json) =>
        Assert.Equal(json, Path(path).ValueIn(Json())?.ToJsonString(RecordJson.Options));

    [Theory]
    [InlineData("person.age", null)]
    [InlineData("other", null)]
    [InlineData("names[1]", null)]
    [InlineData("names[2]", "names")]
    [InlineData("items[2].text", "items[2]")]
    [InlineData("none.rank", "none")]
    [InlineData("note.a", "note")]
    [InlineData("person[0]", "person")]
    [InlineData("items.text", "items")]
    public void The_parent_that_is_missing_is_named(string path, string? parent) =>
        Assert.Equal(parent, Path(path).MissingParent(Json()));

    [Theory]
    [InlineData("person.rank", "z", """{"rank":"z"}""")]
    [InlineData("person.age", "z", """{"rank":"Đại tá","age":"z"}""")]
    [InlineData("person.rank", null, "{}")]
    [InlineData("names[1]", "z", """["x","z"]""")]
    [InlineData("names[2]", "z", """["x","y"]""")]
    [InlineData("names[1]", null, """["x","y"]""")]
    [InlineData("items[0].text", "z", """[{"text":"z"},{"text":"b"}]""")]
    public void A_value_is_set_removed_or_left_where_there_is_no_place(string path, string? value, string after)
    {
        var json = Json();
        Path(path).Set(json, value);

        Assert.Equal(after, json[Path(path).Steps[0]]!.ToJsonString(RecordJson.Options));
    }

    [Fact]
    public void Nothing_is_set_below_what_is_missing()
    {
        var json = Json();
        Path("none.rank").Set(json, "z");
        Path("names.rank").Set(json, "z");

        Assert.True(JsonNode.DeepEquals(Json(), json));
    }

    [Theory]
    [InlineData("/person/rank", "person.rank")]
    [InlineData("/items/0/text", "items[0].text")]
    [InlineData("/names/1", "names[1]")]
    [InlineData("", "")]
    public void A_pointer_is_a_path(string at, string path) => Assert.Equal(path, JsonPointers.ToPath(at));

    [Theory]
    [InlineData("/person/rank", "Đại tá")]
    [InlineData("/items/1/text", "b")]
    [InlineData("/names/1", "y")]
    [InlineData("/0", "n")]
    [InlineData("/names/2", null)]
    [InlineData("/names/x", null)]
    [InlineData("/person", null)]
    [InlineData("/person/age", null)]
    [InlineData("/person/rank/a", null)]
    [InlineData("/note", null)]
    [InlineData("", null)]
    public void A_text_is_found_at_its_pointer(string at, string? text)
    {
        Assert.Equal(text, JsonPointers.TextAt(JsonElement.Parse(Body), at));
        Assert.Equal("a", JsonPointers.TextAt(JsonElement.Parse("\"a\""), ""));
    }

    [Theory]
    [InlineData("/person/rank", true)]
    [InlineData("/items/1", true)]
    [InlineData("", true)]
    [InlineData("/items/2", false)]
    [InlineData("/items/2/text", false)]
    [InlineData("/note", false)]
    [InlineData("/person/rank/a", false)]
    public void A_pointer_leads_to_a_value_or_not(string at, bool exists) =>
        Assert.Equal(exists, JsonPointers.Exists(Json(), at));

    [Theory]
    [InlineData("/person/rank", "\"Đại tá\"")]
    [InlineData("/items/1/text", "\"b\"")]
    [InlineData("/person/age", null)]
    public void What_a_pointer_leads_to_is_replaced(string at, string? before)
    {
        var json = Json();

        Assert.Equal(before, JsonPointers.Replace(json, at, "z")?.ToJsonString(RecordJson.Options));
        Assert.Equal("z", JsonPointers.TextAt(JsonSerializer.SerializeToElement(json), at));
    }

    private static FieldPath Path(string text) => FieldPath.Parse(text)!;

    private static JsonObject Json() => JsonNode.Parse(Body)!.AsObject();
}
