using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Webhooks;

/// <summary>Posts a CloudEvent, signed as specified by https://www.standardwebhooks.com.</summary>
public sealed class WebhookSender(TimeProvider time) : IDisposable
{
    // Do not follow redirects: they would send the event to an address that nobody configured.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // Resolve the host name again after this time, in case the target has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = TimeSpan.FromSeconds(10) };

    /// <exception cref="WebhookFailedException">The target did not answer, or not with success.</exception>
    public async Task SendAsync(WebhookTarget target, string id, ReadOnlyMemory<byte> body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.CloudEvent, "utf-8");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(target.Secret, id, timestamp, body.Span));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode)
                throw new WebhookFailedException($"{WebhookTarget.Told(target.Url)} answered "
                    + $"{(int)response.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // Do not attach the inner exception, whose type would be taken for a failure of the database.
            throw new WebhookFailedException($"{WebhookTarget.Told(target.Url)} did not answer: {exception.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Sign(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
    }
}
