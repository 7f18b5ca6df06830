using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>
/// The program with the history of the article, for tests that record: the demonstration stays as it is for all others.
/// </summary>
public sealed class RecordingSite(DemonstrationSite demonstration) : IAsyncLifetime
{
    private ServedPages? _served;

    public string Address => _served!.Address;

    public HttpClient Http => _served!.Http;

    public async ValueTask InitializeAsync() =>
        _served = await ServedPages.StartAsync(demonstration.Server, "recording");

    public async ValueTask DisposeAsync()
    {
        if (_served is not null) await _served.DisposeAsync();
    }

    public Task<OpenPage> OpenAsync(string path) => demonstration.OpenAsync(Address, path);

    /// <summary>Records what Cần Thơ did on a day.</summary>
    /// <returns>The id of the entry.</returns>
    public async Task<string> FlowersAsync(string day, string honouree, string dayPart = "Morning")
    {
        using var answer = await Http.PostAsJsonAsync("/v1/ceremonies/flowers", new
        {
            occurredOn = day,
            dayPart,
            clusterId = "cum-1-bca",
            cityIds = new[] { "can-tho" },
            honouree,
            place = "Đài tưởng niệm",
            participants = new[] { "can-tho" },
            sources = new[] { new { note = "Sổ trực ban" } },
        }, DemonstrationSite.Cancel);
        var body = await answer.Content.ReadAsStringAsync(DemonstrationSite.Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return (string)JsonNode.Parse(body)!["activityId"]!;
    }

    public async Task RetractAsync(string activityId)
    {
        using var answer = await Http.PostAsJsonAsync(
            $"/v1/activities/{activityId}/retraction", new { reason = "Ghi trùng" }, DemonstrationSite.Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
