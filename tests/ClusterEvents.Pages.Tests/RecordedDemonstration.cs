using ClusterEvents.Exchange;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>
/// The demonstration once more, for tests that record into it: what others read and compare stays as it is.
/// </summary>
public sealed class RecordedDemonstration(DemonstrationSite demonstration) : IAsyncLifetime
{
    private ServedPages? _served;

    public async ValueTask InitializeAsync() => _served = await ServedPages.StartAsync(
        demonstration.Server, "recorded", $"--{SeedAtStart.DemonstrationSetting}=true");

    public async ValueTask DisposeAsync()
    {
        if (_served is not null) await _served.DisposeAsync();
    }

    public string Address => _served!.Address;

    /// <summary>A new window with nothing remembered.</summary>
    public Task<OpenPage> OpenAsync(string path, int width = 1400, BrowserNewContextOptions? options = null) =>
        demonstration.OpenAsync(Address, path, width, options);
}
