using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using ClusterEvents.Faults.Stands;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>Several processes on one store.</summary>
public sealed class NodeTests
{
    /// <summary>Less than it takes where dead nodes are missed after a minute.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Timelines_go_on_soon_after_every_node_that_wrote_them_was_killed()
    {
        var connection = await TestStore.NewDatabaseAsync();
        using (var first = Start(connection))
        using (var second = Start(connection))
        {
            await RegisterAsync(await first.AddressAsync(TestApp.Cancel), "can-tho", "92");
            await second.AddressAsync(TestApp.Cancel);
            await Task.WhenAll(first.KillAsync(), second.KillAsync());
        }

        using var third = Start(connection);
        var address = await third.AddressAsync(TestApp.Cancel);
        var clock = Stopwatch.StartNew();
        await RegisterAsync(address, "da-nang", "48");
        Assert.True(clock.Elapsed < Soon, $"The timelines stood still for {clock.Elapsed}.");
        await third.KillAsync();
    }

    /// <summary>Registers a city, and returns when its timeline is there.</summary>
    private static async Task RegisterAsync(Uri address, string id, string code)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var registered = await http.PostAsJsonAsync(
            $"/v1/cities?stream=city/{id}", new { name = $"Thành phố {id}", gsoCode = code }, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var found = await Eventually.FindAsync(
            async () => (await http.GetAsync($"/v1/timelines/cities/{id}", TestApp.Cancel)).StatusCode,
            status => status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, found);
    }

    private static ProgramProcess Start(string connection) => ProgramProcess.Start(
        new()
        {
            ["ConnectionStrings__ClusterEvents"] = connection,
            ["Nodes__Single"] = "false",
            ["Seeds__Load"] = "false",
        },
        "--urls", "http://127.0.0.1:0");
}
