using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterEvents.Faults.Soak;

/// <summary>A collector of OpenTelemetry that keeps the newest metrics of one node, as its operator's would.</summary>
internal sealed class MetricsReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private volatile TaskCompletionSource<Dictionary<string, double>> _next = NewSource();

    private MetricsReceiver(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/metrics", (Delegate)TakeAsync);
        // Logs and spans are sent as well, and are not looked at.
        app.MapPost("/v1/{other}", () => Results.Ok());
    }

    /// <summary>The settings by which a node sends its metrics here.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.Single()),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        new("OTEL_TRACES_SAMPLER", "always_off"),
        new("OTEL_METRIC_EXPORT_INTERVAL", $"{Interval.TotalMilliseconds:0}"),
    ];

    public static async Task<MetricsReceiver> StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new MetricsReceiver(builder.Build());
        await receiver._app.StartAsync(cancel);
        return receiver;
    }

    /// <summary>The metrics that are sent next.</summary>
    public Task<Dictionary<string, double>> NextAsync(CancellationToken cancel) => _next.Task.WaitAsync(cancel);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var values = Otlp.Read(body.GetBuffer().AsSpan(0, (int)body.Length));
        Interlocked.Exchange(ref _next, NewSource()).TrySetResult(values);
        return Results.Ok();
    }

    private static TaskCompletionSource<Dictionary<string, double>> NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
