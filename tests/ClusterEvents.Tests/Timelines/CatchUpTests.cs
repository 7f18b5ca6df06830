using System.Net;
using ClusterEvents.Timelines.Projection;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class CatchUpTests
{
    [Fact]
    public async Task The_first_answer_of_a_fresh_installation_shows_all_of_the_seeds()
    {
        await using var app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = await TestStore.NewDatabaseAsync(),
            ["Seeds:Load"] = "true",
        });
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
            await app.GivenCityAsync($"city-{code}", $"Thành phố {code}", $"{code}");
            Assert.Empty((await app.GetAsync($"/v1/timelines/cities/city-{code}")).Expect(HttpStatusCode.OK).Entries);
        }
    }

    [Theory]
    [InlineData("cities/can-tho")]
    [InlineData("cities/can-tho/summary")]
    [InlineData("cities/can-tho/live")]
    public async Task A_city_on_record_is_never_unknown_because_the_timelines_are_behind(string timeline)
    {
        await using var app = new TestApp();
        await app.InitializeAsync();
        await using (var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel))
        {
            // This lock allows reading and blocks writing.
            await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
            await new NpgsqlCommand($"lock table {TimelineVersion.Current.Timelines} in share mode", connection)
                .ExecuteNonQueryAsync(TestApp.Cancel);
            await app.GivenCityAsync("can-tho", "Cần Thơ", "92");

            (await app.GetAsync($"/v1/timelines/{timeline}"))
                .Refused(HttpStatusCode.GatewayTimeout, "timeline-behind");
        }

        (await app.TimelineAsync("cities/can-tho")).Expect(HttpStatusCode.OK);
    }
}
