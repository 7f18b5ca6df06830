using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Exchange;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Pages.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(DemonstrationSite))]

namespace ClusterEvents.Pages.Tests;

/// <summary>
/// The program with the demonstration in a PostgreSQL of its own, and one Chromium that reads it: that of the machine,
/// or the one that Playwright installs.
/// </summary>
public sealed class DemonstrationSite : IAsyncLifetime
{
    private static readonly string[] Installed =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private LocalPostgresServer? _server;
    private WebApplication? _app;
    private IPlaywright? _playwright;

    public HttpClient Http { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The id of an entry of the demonstration, by the id of its line.</summary>
    public static Guid Entry(string line) => Identifiers.ActivityId("/demo/cum-minh-hoa", line);

    /// <summary>The routes of all pages, below the language.</summary>
    public IReadOnlyList<string> Routes =>
    [
        .. _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(route => route.RoutePattern.RawText!)
            .Where(route => route.StartsWith("/{language", StringComparison.Ordinal)
                // It leads to the issuer, which a development machine does not have.
                && !route.EndsWith("/sign-in/go", StringComparison.Ordinal))
            .Select(route => route[(route.IndexOf("}/", StringComparison.Ordinal) + 1)..]).Distinct(),
    ];

    public async ValueTask InitializeAsync()
    {
        _server = await LocalPostgresServer.StartAsync(new() { Throwaway = true }, Cancel);
        await _server.EnsureDatabaseAsync("pages", Cancel);
        var builder = WebApplication.CreateBuilder(CommandLine.Options(
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", "--Nodes:Single=true",
            $"--ConnectionStrings:ClusterEvents={_server.ConnectionString("pages")}",
            $"--{SeedAtStart.DemonstrationSetting}=true", "--Deadlines:Watch=false",
            "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:ClusterEvents=Error",
        ]));
        _app = ServiceComposition.Build(builder);
        await _app.StartAsync(Cancel);
        Address = _app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        // The receipt of an entry is there once it is sealed.
        var newest = await _app.Services.GetRequiredService<EventReplay>().NewestAsync(Cancel);
        Assert.True(await _app.Services.GetRequiredService<LogProgress>()
            .ReachAsync(newest, TimeSpan.FromMinutes(1), Cancel), "not sealed");
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Array.Find(Installed, File.Exists),
            // The sandbox of Chromium does not start for root, as in containers.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        Http?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>A new window with nothing remembered.</summary>
    public async Task<OpenPage> OpenAsync(string path, int width = 1400, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Address;
        options.ViewportSize = new() { Width = width, Height = 900 };
        var context = await Browser.NewContextAsync(options);
        return await OpenPage.AtAsync(context, path);
    }
}
