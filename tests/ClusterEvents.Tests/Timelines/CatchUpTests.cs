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
}
