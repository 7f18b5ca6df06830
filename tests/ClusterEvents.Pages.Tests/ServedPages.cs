using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.LocalPostgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>The program in this process, with a database of its own, its history loaded and sealed.</summary>
public sealed class ServedPages : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServedPages(WebApplication app)
    {
        _app = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="server">The PostgreSQL.</param>
    /// <param name="database">The name of the database.</param>
    /// <param name="settings">Further settings, as on the command line.</param>
    public static async Task<ServedPages> StartAsync(
        LocalPostgresServer server, string database, params string[] settings)
    {
        var cancel = TestContext.Current.CancellationToken;
        await server.EnsureDatabaseAsync(database, cancel);
        var builder = WebApplication.CreateBuilder(CommandLine.Options(
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", "--Nodes:Single=true",
            $"--ConnectionStrings:ClusterEvents={server.ConnectionString(database)}", "--Deadlines:Watch=false",
            "--Proxies:0=127.0.0.1",
            "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:ClusterEvents=Error", .. settings,
        ]));
        builder.Services.AddSingleton<TimeProvider>(new DemonstrationClock());
        var app = ServiceComposition.Build(builder);
        await app.StartAsync(cancel);
        // The receipt of an entry is there once it is sealed.
        var newest = await app.Services.GetRequiredService<EventReplay>().NewestAsync(cancel);
        Assert.True(await app.Services.GetRequiredService<LogProgress>()
            .ReachAsync(newest, TimeSpan.FromMinutes(1), cancel), "not sealed");
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
