using System.Text;
using ClusterEvents.Domain.Model;
using ClusterEvents.Exchange;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Pages.Tests;
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
    /// <summary>First the one without windows: it draws the same with less than half of the processor time.</summary>
    private static readonly string[] Installed =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ];

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("clusterevents-test-keys-");
    private ServedPages? _served;
    private IPlaywright? _playwright;

    /// <summary>The PostgreSQL, in which others have databases of their own.</summary>
    public LocalPostgresServer Server { get; private set; } = null!;

    public HttpClient Http => _served!.Http;

    public IBrowser Browser { get; private set; } = null!;

    public string Address => _served!.Address;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The id of an entry of the demonstration, by the id of its line.</summary>
    public static Guid Entry(string line) => Identifiers.ActivityId("/demo/cum-minh-hoa", line);

    /// <summary>A sheet with faults and one without, as who has no authority has uploaded them.</summary>
    public static readonly StoredDraft FaultySheet = SheetOf("so-theo-doi.csv",
        "31/6/2026;Thành phố C;Tặng quà\n12/6/2026;Thành phố Z;Hiến máu\n13/6/2026;Thành phố C;Trồng cây\n");

    /// <inheritdoc cref="FaultySheet"/>
    public static readonly StoredDraft GoodSheet = SheetOf("so-theo-doi-da-sua.csv",
        "11/6/2026;Thành phố C;Dọn vệ sinh\n12/6/2026;Thành phố C;Hiến máu\n12/6/2026;thanh pho c;Hiến máu\n");

    /// <summary>The routes of all pages, below the language.</summary>
    public IReadOnlyList<string> Routes =>
    [
        .. _served!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(route => route.RoutePattern.RawText!)
            .Where(route => route.StartsWith("/{language", StringComparison.Ordinal)
                // It leads to the issuer, which a development machine does not have.
                && !route.EndsWith("/sign-in/go", StringComparison.Ordinal))
            .Select(route => route[(route.IndexOf("}/", StringComparison.Ordinal) + 1)..]).Distinct(),
    ];

    public async ValueTask InitializeAsync()
    {
        Server = await LocalPostgresServer.StartAsync(new() { Throwaway = true }, Cancel);
        // Otherwise the programs of the run leave the keys of their logs in the user's data folder.
        Environment.SetEnvironmentVariable("Log__KeyFolder", _keys.FullName);
        _served = await ServedPages.StartAsync(Server, "pages", $"--{SeedAtStart.DemonstrationSetting}=true");
        foreach (var sheet in new[] { FaultySheet, GoodSheet })
            await _served.Services.GetRequiredService<DraftStore>().KeepAsync(
                sheet with { UploadedAt = _served.Services.GetRequiredService<TimeProvider>().GetUtcNow() }, Cancel);
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
        if (_served is not null) await _served.DisposeAsync();
        if (Server is not null) await Server.DisposeAsync();
        _keys.Delete(recursive: true);
    }

    private static StoredDraft SheetOf(string name, string rows) => StoredDraft.Of("local-developer", name, null,
        Encoding.UTF8.GetBytes("Việc;Ngày;Đơn vị;Loại\n" + string.Concat(
            rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => $"Hoạt động vì cộng đồng;{row}\n"))),
        default);

    /// <summary>A new window with nothing remembered.</summary>
    public Task<OpenPage> OpenAsync(string path, int width = 1400, BrowserNewContextOptions? options = null) =>
        OpenAsync(Address, path, width, options);

    /// <summary>The same for another program that the tests serve.</summary>
    public async Task<OpenPage> OpenAsync(
        string address, string path, int width = 1400, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = address;
        options.ViewportSize = new() { Width = width, Height = 900 };
        var context = await Browser.NewContextAsync(options);
        return await OpenPage.AtAsync(context, path);
    }
}
