using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Cities;

[Collection<OnSeeds>]
public sealed class ReadCitiesTests(SeededApp app)
{
    [Fact]
    public async Task Cities_are_listed_by_name_as_Vietnamese_sorts_with_the_timeline_of_each()
    {
        var list = (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK).Json.AsArray();

        Assert.Equal(["Cần Thơ", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Thành phố Hồ Chí Minh"],
            list.Select(city => (string)city!["name"]!));
        foreach (var city in list)
            (await app.GetAsync((string)city!["timeline"]!)).Expect(HttpStatusCode.OK);
    }
}
