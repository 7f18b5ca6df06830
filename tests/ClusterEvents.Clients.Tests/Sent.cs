using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Clients.Tests;

/// <summary>Keeps the body that a client sent last.</summary>
internal sealed class Sent : DelegatingHandler
{
    public Sent() : base(new HttpClientHandler())
    {
    }

    public JsonNode? Body { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            var text = await content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Body = JsonNode.Parse(text);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
