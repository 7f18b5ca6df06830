using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterEvents.Tests.Diagnosis;

/// <summary>An issuer on loopback that answers what a test gives it, under both addresses that are read.</summary>
internal sealed class OddIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OddIssuer(WebApplication app) => _app = app;

    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="description">
    /// The discovery document, in which <c>URL</c> stands for the issuer; null for 404.
    /// </param>
    /// <param name="keys">What is behind its <c>jwks_uri</c>.</param>
    public static async Task<OddIssuer> StartAsync(string? description, string keys = "{}")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var issuer = new OddIssuer(builder.Build());
        issuer._app.Urls.Add("http://127.0.0.1:0");
        if (description is not null)
            issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Text(
                description.Replace("URL", issuer.Url, StringComparison.Ordinal), "application/json"));
        issuer._app.MapGet("/keys", () => Results.Text(keys, "application/json"));
        await issuer._app.StartAsync(TestApp.Cancel);
        return issuer;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
