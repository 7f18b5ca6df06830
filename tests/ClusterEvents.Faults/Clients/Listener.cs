using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterEvents.Faults.Clients;

/// <summary>
/// A webhook receiver that sometimes answers with an error, answers late, or closes the connection after reading, so
/// that deliveries are repeated.
/// </summary>
internal sealed class Listener : IAsyncDisposable
{
    /// <summary>Types that are recorded often, but not in bulk.</summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string>
    {
        "clusterevents.remarks-delivered.v2", "clusterevents.directive-acknowledged.v2",
    };

    /// <summary>More than the number of failures in a row.</summary>
    private const int Retries = 25;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly WebApplication _app;
    private readonly RandomSource _random;
    private readonly Lock _lock = new();

    private Listener(WebApplication app, int seed)
    {
        (_app, _random) = (app, new(seed, "listener"));
        app.MapPost("/", (Delegate)TakeAsync);
    }

    /// <summary>The received CloudEvents, by event id, one for each delivery.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<JsonNode>> Told { get; } = [];

    /// <summary>Ids of deliveries with an invalid signature.</summary>
    public ConcurrentQueue<string> Forged { get; } = [];

    /// <summary>The settings by which nodes deliver to this receiver.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Webhooks__0__Url", $"{_app.Urls.Single()}/"),
        new("Webhooks__0__Secret", $"whsec_{Convert.ToBase64String(_key)}"),
        .. Types.Select((type, i) => new KeyValuePair<string, string?>($"Webhooks__0__Types__{i}", type)),
        .. Enumerable.Range(0, Retries)
            .Select(i => new KeyValuePair<string, string?>($"WebhookRetries__{i}", "00:00:00.5")),
    ];

    public static async Task<Listener> StartAsync(int seed, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var listener = new Listener(builder.Build(), seed);
        await listener._app.StartAsync(cancel);
        return listener;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        var (mood, pause) = Drawn();
        if (mood <= 15) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (mood <= 20) await Task.Delay(pause, http.RequestAborted);
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        Take(http.Request.Headers, await reader.ReadToEndAsync(http.RequestAborted));
        if (mood > 95) http.Abort();
        return Results.NoContent();
    }

    private void Take(IHeaderDictionary headers, string body)
    {
        var id = headers["webhook-id"].ToString();
        var signed = Encoding.UTF8.GetBytes($"{id}.{headers["webhook-timestamp"]}.{body}");
        if (headers["webhook-signature"] != $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, signed))}")
            Forged.Enqueue(id);
        Told.GetOrAdd(id, _ => []).Enqueue(JsonNode.Parse(body)!);
    }

    private (int Mood, TimeSpan Pause) Drawn()
    {
        lock (_lock) return (_random.Number(1, 100), _random.Between(0.2, 2));
    }
}
