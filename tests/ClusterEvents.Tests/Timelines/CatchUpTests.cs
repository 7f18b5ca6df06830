using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class CatchUpTests
{
    [Fact]
    public async Task The_first_answer_of_a_fresh_installation_shows_all_of_the_seeds()
    {
        await using var app = new SeededApp();
        await app.InitializeAsync();

        var first = await app.GetAsync("/v1/timelines/cities/can-tho");

        first.Expect(HttpStatusCode.OK);
        Assert.Equal(10, first.Entries.Count);
    }

    [Fact]
    public async Task A_city_has_its_timeline_as_soon_as_its_registration_is_answered()
    {
        await using var app = new TestApp();
        await app.InitializeAsync();
        for (var code = 10; code < 30; code++)
        {
            await app.RegisteredAsync($"city-{code}", $"Thành phố {code}", $"{code}");
            Assert.Empty((await app.GetAsync($"/v1/timelines/cities/city-{code}")).Expect(HttpStatusCode.OK).Entries);
        }
    }
}
