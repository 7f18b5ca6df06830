using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClusterEvents.Tests.Webhooks;

/// <summary>A webhook receiver over HTTP, with responses chosen by the test.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private WebhookReceiver(WebApplication app)
    {
        _app = app;
        app.MapPost("/{**path}", (Delegate)TakeAsync);
    }

    public string Secret => $"whsec_{Convert.ToBase64String(_key)}";

    public string Url => $"{_app.Urls.Single()}/events?of=cluster";

    /// <summary>The response for the n-th delivery of an event, from 1.</summary>
    public Func<int, int> Answers { get; set; } = _ => StatusCodes.Status204NoContent;

    public ConcurrentQueue<Delivery> Deliveries { get; } = new();

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        await receiver._app.StartAsync(TestApp.Cancel);
        return receiver;
    }

    /// <summary>The deliveries of one event; waits for a number of them.</summary>
    public Task<Delivery[]> OfAsync(string activityId, int count) => Eventually.FindAsync(
        () => Task.FromResult(Deliveries.Where(delivery => delivery.Id == activityId).ToArray()),
        found => found.Length >= count);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        string Header(string name) => http.Request.Headers[name].ToString();
        var (id, timestamp) = (Header("webhook-id"), Header("webhook-timestamp"));
        var signature = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        Deliveries.Enqueue(new(
            id, http.Request.ContentType, DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, null)),
            Header("webhook-signature") == $"v1,{Convert.ToBase64String(signature)}", JsonNode.Parse(body)!));
        var status = Answers(Deliveries.Count(delivery => delivery.Id == id));
        if (status is StatusCodes.Status307TemporaryRedirect) http.Response.Headers.Location = "/elsewhere";
        return Results.StatusCode(status);
    }

    public sealed record Delivery(
        string Id, string? ContentType, DateTimeOffset SentAt, bool IsSigned, JsonNode CloudEvent);
}

/// <summary>The program, configured to deliver to a receiver.</summary>
public sealed class TellingApp : IAsyncLifetime
{
    public WebhookReceiver Receiver { get; private set; } = null!;

    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Receiver = await WebhookReceiver.StartAsync();
        App = TestApp.EstablishedWith(new()
        {
            ["Webhooks:0:Url"] = Receiver.Url,
            ["Webhooks:0:Secret"] = Receiver.Secret,
            ["WebhookRetries:0"] = "00:00:00.1",
            ["WebhookRetries:1"] = "00:00:00.1",
        });
        await App.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
