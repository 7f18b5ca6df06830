using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Live;

/// <summary>One connection to a live timeline, like a browser's.</summary>
public sealed class Follower : IAsyncDisposable
{
    /// <summary>Longer than any test waits; a test that waits this long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private Follower(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body);
        _events = _parser.EnumerateAsync(TestApp.Cancel).GetAsyncEnumerator(TestApp.Cancel);
    }

    /// <summary>The last id, which a browser would send back.</summary>
    public string LastEventId => _parser.LastEventId;

    public static async Task<Follower> OfAsync(
        TestApp app, string timeline = "cities/can-tho", string? lastEventId = null, string query = "")
    {
        // Starting from now means from what is projected: wait until everything recorded before is.
        if (lastEventId is null) await app.TimelineAsync(timeline);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/timelines/{timeline}/live{query}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        return new(response, await response.Content.ReadAsStreamAsync(TestApp.Cancel));
    }

    /// <summary>The next change; null if the program ended the stream.</summary>
    public async Task<Change?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Patience, TestApp.Cancel)
            ? new(_events.Current.EventType, long.Parse(_events.Current.EventId!, CultureInfo.InvariantCulture),
                JsonNode.Parse(_events.Current.Data)!)
            : null;

    public async Task<List<Change>> NextAsync(int count)
    {
        var changes = new List<Change>();
        while (changes.Count < count && await NextAsync() is { } change) changes.Add(change);
        return changes;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _events.DisposeAsync();
    }
}

/// <summary>An event of a live timeline.</summary>
public sealed record Change(string Type, long Id, JsonNode Data)
{
    public string ActivityId => (string)Data["activityId"]!;
}
