using ClusterEvents.Domain.Reading.Written;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading.Written;

/// <summary>How a thing is found by what people call it.</summary>
public sealed class KnownNamesTests
{
    private static readonly KnownNames Cities = new(
    [
        ("can-tho", "Hậu Giang"), ("can-tho", "Cần Thơ"), ("ha-noi", "Hà Nội"), ("ca-mau", "Cà Mau"),
        ("ho-chi-minh", "TP. Hồ Chí Minh"), ("vinh-1", "Vinh"), ("vinh-2", "Vinh"),
    ]);

    [Theory]
    [InlineData("can-tho", "can-tho")]
    [InlineData(" can-tho ", "can-tho")]
    [InlineData("CẦN THƠ", "can-tho")]
    [InlineData("Hậu Giang", "can-tho")]
    [InlineData("Công an tỉnh Hậu Giang", "can-tho")]
    [InlineData("Công an TP. Cần Thơ", "can-tho")]
    [InlineData("Police of Cần Thơ", "can-tho")]
    [InlineData("thành phố Hà Nội", "ha-noi")]
    [InlineData("Hồ Chí Minh", "ho-chi-minh")]
    [InlineData("TP HCM", "ho-chi-minh")]
    [InlineData("hcm", "ho-chi-minh")]
    [InlineData("tphcm", "ho-chi-minh")]
    [InlineData("CATPHCM", "ho-chi-minh")]
    [InlineData("CA TP.HCM", "ho-chi-minh")]
    [InlineData("Cà Mau", "ca-mau")]
    [InlineData("Mau", "ca-mau")]
    [InlineData("vinh-1", "vinh-1")]
    [InlineData("Vinh", null)]
    [InlineData("Paris", null)]
    [InlineData("", null)]
    public void A_name_leads_to_one_key_or_to_none(string text, string? key) => Assert.Equal(key, Cities.KeyOf(text));

    [Theory]
    [InlineData("Cần Tho", "Cần Thơ")]
    [InlineData("Cần Thô x", "Cần Thơ")]
    [InlineData("Hà Nôi 1", "Hà Nội")]
    [InlineData("Hậu Gian", "Cần Thơ")]
    [InlineData("Vin", "Vinh")]
    [InlineData("Vi", null)]
    [InlineData("Vinh Long", null)]
    [InlineData("Paris", null)]
    [InlineData("...", null)]
    public void What_is_misspelt_is_near_to_a_name_of_today(string text, string? nearest) =>
        Assert.Equal(nearest, Cities.NearestTo(text));

    [Fact]
    public void The_last_name_of_a_key_is_the_name_of_today()
    {
        Assert.Equal("Cần Thơ", Cities.NameOf("can-tho"));
        Assert.Null(Cities.NameOf("Cần Thơ"));
        Assert.Null(KnownNames.None.KeyOf("can-tho"));
        Assert.Null(KnownNames.None.NearestTo("can-tho"));
    }
}
