using System.Net;

namespace ClusterEvents.Tests.SignIn;

/// <summary>
/// A browser as far as cookies go: it keeps them for each host, sends the secure ones over loopback as browsers do, and
/// follows no redirect by itself.
/// </summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http =
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    private readonly Dictionary<(string Site, string Name), string> _cookies = [];

    /// <summary>The value of a cookie of a site; null if there is none.</summary>
    public string? Cookie(Uri site, string name) => _cookies.GetValueOrDefault((site.Authority, name));

    public void SetCookie(Uri site, string name, string value) => _cookies[(site.Authority, name)] = value;

    public void Forget(Uri site, string name) => _cookies.Remove((site.Authority, name));

    public Task<HttpResponseMessage> GetAsync(Uri address) => SendAsync(new(HttpMethod.Get, address));

    public Task<HttpResponseMessage> PostAsync(Uri address, params (string Name, string Value)[] fields) =>
        SendAsync(new(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
                fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var site = request.RequestUri!.Authority;
        var sent = _cookies.Where(one => one.Key.Site == site).Select(one => $"{one.Key.Name}={one.Value}").ToArray();
        if (sent.Length > 0) request.Headers.Add("Cookie", string.Join("; ", sent));
        var answer = await _http.SendAsync(request, TestApp.Cancel);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set.Select(one => one.Split(';', 2)))
            {
                var (name, value) = (cookie[0].Split('=', 2)[0], cookie[0].Split('=', 2)[1]);
                if (value.Length == 0 || cookie[1].Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal))
                    _cookies.Remove((site, name));
                else _cookies[(site, name)] = value;
            }

        return answer;
    }

    /// <summary>Follows redirects by GET until a page comes.</summary>
    public async Task<HttpResponseMessage> FollowAsync(Uri address, HttpResponseMessage answer)
    {
        for (var step = 0; step < 10 && answer.Headers.Location is { } next; step++)
        {
            address = new(address, next);
            answer.Dispose();
            answer = await GetAsync(address);
        }

        answer.RequestMessage!.RequestUri = address;
        return answer;
    }

    public async Task<HttpResponseMessage> OpenAsync(Uri address) =>
        await FollowAsync(address, await GetAsync(address));

    public void Dispose() => _http.Dispose();
}
