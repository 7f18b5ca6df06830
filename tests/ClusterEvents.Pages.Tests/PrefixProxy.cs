using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterEvents.Pages.Tests;

/// <summary>
/// A proxy that serves a program below a prefix, which it takes off and names, as nginx does; whatever is asked for
/// outside of it is not found.
/// </summary>
internal sealed class PrefixProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _behind = new(
        new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    private PrefixProxy(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public static async Task<PrefixProxy> StartAsync(string prefix, string to, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var proxy = new PrefixProxy(builder.Build());
        proxy._app.Run(http => http.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var below)
            ? proxy.PassAsync(http, to, prefix, below) : Task.FromResult(http.Response.StatusCode = 404));
        await proxy._app.StartAsync(cancel);
        proxy.Address = proxy._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _behind.Dispose();
    }

    private async Task PassAsync(HttpContext http, string to, string prefix, PathString below)
    {
        using var asked = new HttpRequestMessage(
            new HttpMethod(http.Request.Method),
            to + below.ToUriComponent() + http.Request.QueryString.ToUriComponent());
        if (!HttpMethods.IsGet(http.Request.Method)) asked.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers)
            if (!asked.Headers.TryAddWithoutValidation(name, values.ToArray()))
                asked.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        asked.Headers.Host = http.Request.Host.Value;
        asked.Headers.Add("X-Forwarded-Prefix", prefix);
        try
        {
            using var answer = await _behind.SendAsync(
                asked, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
            http.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
                if (name != "Transfer-Encoding") http.Response.Headers.Append(name, values.ToArray());
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The browser left the page.
        }
    }
}
