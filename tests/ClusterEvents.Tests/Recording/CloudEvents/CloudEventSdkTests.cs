using System.Net;
using System.Net.Http.Headers;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;
using Xunit;

namespace ClusterEvents.Tests.Recording.CloudEvents;

/// <summary>The CloudEvents SDK for .NET as a client: it reads the whole record and sends it in every mode.</summary>
public sealed class CloudEventSdkTests(SeededApp app) : IClassFixture<SeededApp>
{
    private static readonly JsonEventFormatter Formatter = new();

    [Fact]
    public async Task The_SDK_reads_every_event_and_restores_them_in_each_mode()
    {
        var events = await ReadAsync(app);
        await using var empty = new TestApp();
        await empty.InitializeAsync();

        foreach (var (index, cloudEvent) in events.Index())
        {
            using var content = (index % 3) switch
            {
                0 => cloudEvent.ToHttpContent(ContentMode.Binary, Formatter),
                1 => cloudEvent.ToHttpContent(ContentMode.Structured, Formatter),
                _ => new[] { cloudEvent }.ToHttpContent(Formatter),
            };
            using var answer = await empty.Http.PostAsync("/v1/events?preserve=true", content, TestApp.Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.Created,
                $"{cloudEvent.Type}: {await answer.Content.ReadAsStringAsync(TestApp.Cancel)}");
        }

        Assert.Equal(events.Select(Written), (await ReadAsync(empty)).Select(Written));
    }

    /// <summary>The whole record, as the SDK reads a batch.</summary>
    private static async Task<IReadOnlyList<CloudEvent>> ReadAsync(TestApp from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/cloudevents-batch+json"));
        using var response = await from.Http.SendAsync(request, TestApp.Cancel);
        Assert.True(response.IsCloudEventBatch());
        var events = await response.ToCloudEventBatchAsync(Formatter);
        Assert.NotEmpty(events);
        Assert.All(events, cloudEvent => Assert.True(cloudEvent.IsValid));
        return events;
    }

    private static string Written(CloudEvent cloudEvent) => Formatter.ConvertToJsonElement(cloudEvent).GetRawText();
}
