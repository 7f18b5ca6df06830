using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults.Clients;

/// <summary>An HTTP response; without a status, the outcome of the request is unknown.</summary>
internal sealed record Answer(HttpStatusCode? Status, string Text)
{
    public static readonly Answer None = new(null, "");

    /// <summary>Whether the outcome is unknown: no response, or 503 or 504.</summary>
    public bool IsOpen => Status is null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError;

    public bool IsOk => Status is HttpStatusCode.OK or HttpStatusCode.Created;
}

/// <summary>Sends requests to nodes, and reports responses that no outage justifies.</summary>
internal sealed class Caller(
    IReadOnlyList<Node> nodes, Observations observations, Journal journal, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { Timeout = patience };

    public int Nodes => nodes.Count;

    public Task<Answer> GetAsync(int node, string path, CancellationToken cancel) =>
        SendAsync(node, () => new(HttpMethod.Get, path), patience, cancel);

    /// <param name="node">Who is asked.</param>
    /// <param name="path">What is asked.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="mediaType">Of the body.</param>
    /// <param name="header">One more header.</param>
    /// <param name="hurry">After which the caller leaves, where that is sooner than anybody does.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<Answer> PostAsync(
        int node, string path, string body, string mediaType, (string Name, string Value)? header,
        TimeSpan? hurry, CancellationToken cancel) =>
        SendAsync(node, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)),
            };
            if (header is var (name, value)) request.Headers.Add(name, value);
            return request;
        }, hurry ?? patience, cancel);

    /// <summary>Opens an answer that goes on and on; null where there is none.</summary>
    public async Task<HttpResponseMessage?> OpenAsync(int node, HttpRequestMessage request, CancellationToken cancel)
    {
        if (nodes[node % nodes.Count].Address is not { } address) return null;
        request.RequestUri = new(address, request.RequestUri!);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (Exception gone) when (IsLost(gone, cancel))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether the connection was lost, or the answer stayed away.</summary>
    public static bool IsLost(Exception exception, CancellationToken cancel) =>
        exception is HttpRequestException or IOException
        || exception is OperationCanceledException && !cancel.IsCancellationRequested;

    private async Task<Answer> SendAsync(
        int node, Func<HttpRequestMessage> make, TimeSpan limit, CancellationToken cancel)
    {
        using var request = make();
        var path = request.RequestUri!.ToString();
        if (nodes[node % nodes.Count].Address is not { } address)
        {
            await Task.Delay(Pause, cancel);
            return Answer.None;
        }

        request.RequestUri = new(address, request.RequestUri!);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        leaving.CancelAfter(limit);
        try
        {
            using var response = await _http.SendAsync(request, leaving.Token);
            var answer = new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(leaving.Token));
            observations.Count($"HTTP {(int)response.StatusCode}");
            if (answer.Status == HttpStatusCode.InternalServerError)
                journal.Violation("an outage is answered with 503", $"{request.Method} {path}: 500 {answer.Text}");
            if (answer.IsOpen) await Task.Delay(Pause, cancel);
            return answer;
        }
        catch (Exception gone) when (IsLost(gone, cancel))
        {
            observations.Count("no answer");
            await Task.Delay(Pause, cancel);
            return Answer.None;
        }
    }
}
