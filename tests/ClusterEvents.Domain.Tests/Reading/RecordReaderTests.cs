using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>How the declaration of a record says what its JSON may be.</summary>
public sealed class RecordReaderTests
{
    private static readonly RecordReader Reader = RecordReader.Of(typeof(Visit));

    [Fact]
    public void A_record_is_read_as_it_is_declared()
    {
        var visit = Read("""
            {
              "place": " Chùa  Bà ", "count": 2, "guide": {"name": "Lan"}, "stops": [{"name": "A", "hours": 1}],
              "cities": ["can-tho", "hue"], "tags": ["x", "x"], "link": "https://example.vn/a", "note": "b"
            }
            """);

        Assert.Equal(("Chùa Bà", 2, "Lan", "https://example.vn/a", "b"),
            (visit.Place, visit.Count, visit.Guide!.Name, visit.Link, visit.Note));
        Assert.Equal([new Stop("A", 1)], visit.Stops);
        Assert.Equal([new("can-tho"), new("hue")], visit.Cities!);
        Assert.Equal(["x", "x"], visit.Tags);
    }

    [Fact]
    public void What_is_optional_may_be_left_out_or_null_and_has_its_default()
    {
        foreach (var body in (string[])["""{"place":"a"}""", """{"place":"a","count":null,"guide":null,"note":null}"""])
            Assert.Equal(new Visit("a", null, null, null, null, null, null), Read(body));
        Assert.Equal("?", new Visit("a", null, null, null, null, null, null).Note);
    }

    [Theory]
    [InlineData("[]", "not-an-object", "")]
    [InlineData("\"a\"", "not-an-object", "")]
    [InlineData("""{"place":null}""", "required", "place")]
    [InlineData("""{}""", "required", "place")]
    [InlineData("""{"place":"a","Place":"b"}""", "unknown-field", "Place")]
    [InlineData("""{"place":"a","plac":"b"}""", "unknown-field", "plac")]
    [InlineData("""{"place":"a","plac\u0041":"b"}""", "unknown-field", "placA")]
    [InlineData("""{"place":"a","\ud800":"b"}""", "unknown-field", "?")]
    [InlineData("""{"place":5}""", "not-a-text", "place")]
    [InlineData("""{"place":"a","count":0}""", "number-out-of-range", "count")]
    [InlineData("""{"place":"a","count":10}""", "number-out-of-range", "count")]
    [InlineData("""{"place":"a","tags":["12345"]}""", "too-long", "tags[0]")]
    [InlineData("""{"place":"a","guide":{}}""", "required", "guide.name")]
    [InlineData("""{"place":"a","guide":{"name":"a","age":5}}""", "unknown-field", "guide.age")]
    [InlineData("""{"place":"a","guide":"Lan"}""", "not-an-object", "guide")]
    [InlineData("""{"place":"a","stops":[]}""", "empty-list", "stops")]
    [InlineData("""{"place":"a","stops":{}}""", "not-a-list", "stops")]
    [InlineData("""{"place":"a","stops":[{"name":"a"},{}]}""", "at-least-one-field", "stops[1]")]
    [InlineData("""{"place":"a","stops":[{"name":"a"},{"hours":"x"}]}""", "not-a-whole-number", "stops[1].hours")]
    [InlineData("""{"place":"a","stops":[{"name":"a"},5]}""", "not-an-object", "stops[1]")]
    [InlineData("""{"place":"a","stops":[{"name":"a","hours":9}]}""", "time-outside-part", "stops[0].hours")]
    [InlineData("""{"place":"a","cities":["hue","can-tho","hue"]}""", "city-twice", "cities")]
    [InlineData("""{"place":"a","cities":["hue","Huế"]}""", "not-a-key", "cities[1]")]
    [InlineData("""{"place":"a","cities":["hue",null]}""", "not-a-text", "cities[1]")]
    [InlineData("""{"place":"a","link":"ftp://h/"}""", "not-a-web-address", "link")]
    [InlineData("""{"place":"a","link":"https://h/a b"}""", "not-a-web-address", "link")]
    [InlineData("""{"place":"a","link":"h/a"}""", "not-a-web-address", "link")]
    public void One_fault_is_told_of_each_field_with_its_path(string body, string code, string path)
    {
        var errors = new ValidationErrors();

        Reader.Read(JsonElement.Parse(body), "", errors);

        Assert.Equal([(code, path)], errors.Found.Select(one => (one.Fault.Code, one.Field ?? "")));
    }

    [Fact]
    public void A_path_before_the_record_stands_before_its_fields()
    {
        var errors = new ValidationErrors();

        Reader.Read(JsonElement.Parse("""{"guide":{},"x":1}"""), "items[3]", errors);

        Assert.Equal(["items[3].guide.name", "items[3].x", "items[3].place"], errors.Found.Select(one => one.Field));
        Assert.Equal(Reader.Names, errors.Found[1].Fault["known"]);
    }

    [Fact]
    public void A_list_has_a_thousand_items_at_most()
    {
        string Body(int items) =>
            $$"""{"place":"a","tags":[{{string.Join(',', Enumerable.Repeat("\"x\"", items))}}]}""";
        var errors = new ValidationErrors();

        Assert.Equal(1_000, Read(Body(1_000)).Tags!.Count);
        Reader.Read(JsonElement.Parse(Body(1_001)), "", errors);

        var fault = Assert.Single(errors.Found).Fault;
        Assert.Equal(("list-too-long", 1_001, 1_000), (fault.Code, fault["length"], fault["most"]));
    }

    /// <summary>A list that lacks an item would break the rules that look at all of them.</summary>
    [Fact]
    public void A_list_with_a_fault_is_left_out_of_what_is_judged_further()
    {
        var visit = (Visit)Reader.Read(
            JsonElement.Parse("""{"place":"a","tags":["x",5],"cities":["hue"]}"""), "", new ValidationErrors())!;

        Assert.Null(visit.Tags);
        Assert.Equal([new("hue")], visit.Cities!);
    }

    [Theory]
    [InlineData("""{"place":"a"}""")]
    [InlineData("""{"place":"a","count":3}""")]
    public void A_value_from_the_path_stands_for_the_field(string body)
    {
        var errors = new ValidationErrors();
        Assert.Equal(3, ((Visit)Reader.Read(JsonElement.Parse(body), "", errors, ("count", 3), ("none", 5))!).Count);
        Assert.True(errors.None);

        Reader.Read(JsonElement.Parse("""{"place":"a","count":4}"""), "", errors, ("count", 3));
        Assert.Equal([("conflicts-with-the-path", "count")],
            errors.Found.Select(one => (one.Fault.Code, one.Field!)));
    }

    [Fact]
    public void A_name_may_be_written_with_escapes() => Assert.Equal("a", Read("""{"pl\u0061ce":"a"}""").Place);

    [Fact]
    public void The_fields_say_what_they_are()
    {
        string Field(Func<FieldReader, bool> holds) =>
            string.Join(' ', Reader.Fields.Where(holds).Select(one => one.Name));

        Assert.Equal("place count guide stops cities tags link note", string.Join(' ', Reader.Names));
        Assert.Equal("place", Field(one => one.Required));
        Assert.Equal("count guide stops cities tags link", Field(one => one.CanBeNull));
        Assert.Equal("stops cities tags", Field(one => one.IsList));
        Assert.Equal("cities", Field(one => one.IsSet));
        Assert.Equal("link", Field(one => one.IsWebAddress));
        Assert.Equal("guide stops", Field(one => one.Inner is not null));
        Assert.Equal("cities", Field(one => one.Role is not null));
        Assert.Equal("", Field(one => one.Personal is not null || one.IsOfEnvelope || one.IsOwnStream));
        Assert.Equal("tags", Field(one => one.Longest == 4));
        Assert.Equal(7, Reader.Fields.Count(one => one.Longest == Text.Longest));
        Assert.Equal("^A", Reader.Find("guide.name")!.Pattern);
        Assert.Null(Reader.Find("place")!.Pattern);
        Assert.Equal(typeof(int), Reader.Find("count")!.ValueType);
        Assert.Equal("place"u8.ToArray(), Reader.Fields[0].Utf8Name);
    }

    [Theory]
    [InlineData("place", "place")]
    [InlineData("guide.name", "name")]
    [InlineData("stops", "stops")]
    [InlineData("stops[0]", "stops")]
    [InlineData("stops[7].hours", "hours")]
    [InlineData("tags[0]", "tags")]
    [InlineData("place[0]", null)]
    [InlineData("guide[0].name", null)]
    [InlineData("stops.hours", null)]
    [InlineData("stops[0].none", null)]
    [InlineData("place.name", null)]
    [InlineData("tags[0].name", null)]
    [InlineData("none", null)]
    [InlineData("none.name", null)]
    [InlineData("a b", null)]
    [InlineData("", null)]
    public void A_field_is_found_by_its_path(string path, string? field) =>
        Assert.Equal(field, Reader.Find(path)?.Name);

    private static Visit Read(string body)
    {
        var errors = new ValidationErrors();
        var visit = (Visit?)Reader.Read(JsonElement.Parse(body), "", errors);
        Assert.Equal([], errors.Found);
        return visit!;
    }

    private sealed record Visit(
        string Place, [Range(1, 9)] int? Count, Guide? Guide, IReadOnlyList<Stop>? Stops,
        [City(CityRole.Acts)] IReadOnlyList<CityId>? Cities, [MaxLength(4)] IReadOnlyList<string>? Tags,
        [WebAddress] string? Link)
    {
        public string Note { get; init; } = "?";
    }

    private sealed record Guide([RegularExpression("^A")] string Name);

    /// <summary>One that has a name or a length, and is no longer than a day of work.</summary>
    private sealed record Stop(string? Name, int? Hours) : IAtLeastOneField, IChecked
    {
        public IEnumerable<(string Field, Fault Fault)> Errors() => Hours > 8
            ? [("hours", new("time-outside-part", ("time", Hours), ("part", Name)))] : [];
    }
}
