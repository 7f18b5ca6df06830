using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Cities;

[Collection<OnOwnStreams>]
public sealed class CityTests(EstablishedApp app)
{
    [Theory]
    [InlineData("Thành phố Hồ Chí Minh", "79", "city/ho-chi-minh")]
    [InlineData("Đắk Lắk", "66", "city/dak-lak")]
    [InlineData("Bà Rịa – Vũng Tàu", "77", "city/ba-ria-vung-tau")]
    public async Task The_key_of_a_city_is_its_short_name(string name, string code, string key)
    {
        var city = Samples.CityRegistered("unused", name, code);

        Assert.Equal(key, (await app.PostAsync(city.Path, city.Data)).Expect(HttpStatusCode.Created).Stream);
    }

    [Fact]
    public async Task A_name_without_letters_for_a_key_needs_an_explicit_key()
    {
        var city = Samples.CityRegistered("beijing", "北京", "10");

        Assert.Equal(["stream"], (await app.PostAsync(city.Path, city.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
        await app.GivenAsync(city);
    }

    [Fact]
    public async Task A_GSO_code_belongs_to_one_city() =>
        await app.RefusedAsync(
            Samples.CityRegistered("other-can-tho", "Cần Thơ khác", "92"), "gso-code-taken", "gsoCode");

    [Fact]
    public async Task The_key_of_a_city_is_used_once() =>
        await app.RefusedAsync(Samples.CityRegistered("can-tho", "Cần Thơ", "99"), "city-already-on-record");

    [Theory]
    [InlineData("1")]
    [InlineData("012")]
    [InlineData("A1")]
    [InlineData("١٢")]
    public async Task A_GSO_code_is_two_digits(string code)
    {
        var city = Samples.CityRegistered("miscoded", "Sai mã", code);

        Assert.Equal(["gsoCode"], (await app.PostAsync(city.Route, city.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task Cities_are_listed_as_Vietnamese_sorts_names()
    {
        await app.GivenAsync(
            Samples.CityRegistered("dien-bien", "Điện Biên", "11"), Samples.CityRegistered("ca-mau", "Cà Mau", "96"),
            Samples.CityRegistered("dong-thap", "Đồng Tháp", "87"), Samples.CityRegistered("gia-lai", "Gia Lai", "64"));

        var cities = (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK).Json.AsArray();

        string[] expected = ["Cà Mau", "Cần Thơ", "Đà Nẵng", "Điện Biên", "Đồng Tháp", "Gia Lai", "Hải Phòng"];
        Assert.Equal(expected, cities.Select(city => (string)city!["name"]!).Where(expected.Contains));
        var canTho = cities.Single(city => (string)city!["cityId"]! == "can-tho")!;
        Assert.Equal("92", (string)canTho["gsoCode"]!);
        Assert.Equal("/v1/timelines/cities/can-tho", (string)canTho["timeline"]!);
    }

    [Fact]
    public async Task A_registration_alone_leaves_the_timeline_of_the_city_empty()
    {
        var timeline = (await app.TimelineAsync("cities/hai-phong")).Expect(HttpStatusCode.OK);

        Assert.Equal("Hải Phòng", (string)timeline.Json["title"]!);
        Assert.DoesNotContain("CityRegistered", timeline.Kinds);
    }
}
