using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Tests.Directives;
using Confluent.Kafka;
using Xunit;

namespace ClusterEvents.Tests.Webhooks;

/// <summary>Recorded events are published to a broker, read with Kafka's own client.</summary>
public sealed class BrokerTests
{
    private const string Topic = "clusterevents";

    [Fact]
    public async Task A_recorded_directive_is_published_with_its_stream_as_key_as_exported()
    {
        using var broker = new MockBroker();
        await using var app = TestApp.EstablishedWith(new() { ["Kafka:BootstrapServers"] = broker.Servers });
        await app.InitializeAsync();

        var issued = await app.IssueDirectiveAsync("2022-09-30", "can-tho", "da-nang");
        (await app.FlagOverdueAsync(DirectiveScenarios.PathOf(issued), "2022-10-01")).Expect(HttpStatusCode.Created);

        var messages = await broker.ReadAsync(Topic, 2, TestApp.Cancel);
        Assert.All(messages, message => Assert.Equal(issued.Stream, message.Message.Key));
        Assert.All(messages,
            message => Assert.Equal("application/cloudevents+json; charset=utf-8", ContentType(message)));
        // Each once: a repetition of the first would come after the second, because they share a partition.
        Assert.Equal(
            (await app.GetAsync($"/v1/events?subject={issued.Stream}")).Expect(HttpStatusCode.OK).Text
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!.ToJsonString()),
            messages.Select(message => JsonNode.Parse(message.Message.Value)!.ToJsonString()));
    }

    [Fact]
    public async Task While_the_broker_is_unavailable_recording_continues_and_events_are_published_later()
    {
        using var broker = new MockBroker { IsAway = true };
        await using var app = TestApp.EstablishedWith(new()
        {
            ["Kafka:BootstrapServers"] = broker.Servers,
            ["Kafka:Topic"] = "cum-1",
            ["Kafka:Types:0"] = "clusterevents.flowers-offered.v1",
            ["Kafka:Client:message.timeout.ms"] = "2000",
        });
        await app.InitializeAsync();

        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        Assert.NotEmpty((await app.TimelineAsync("cities/can-tho", "&kind=FlowersOffered")).Json["entries"]!.AsArray());
        broker.IsAway = false;

        var message = Assert.Single(await broker.ReadAsync("cum-1", 1, TestApp.Cancel));
        Assert.Equal(flowers.Stream, message.Message.Key);
    }

    [Theory]
    [InlineData("Kafka:BootstrapServers", "broker")]
    [InlineData("Kafka:Topic", "clusterevents")]
    public async Task A_setting_that_names_no_broker_is_refused(string setting, string value)
    {
        await using var app = TestApp.With(new() { [setting] = value });

        var refused = await Assert.ThrowsAsync<CannotStartException>(() => app.InitializeAsync().AsTask());

        Assert.StartsWith("Kafka__BootstrapServers must name", refused.Message, StringComparison.Ordinal);
    }

    private static string ContentType(ConsumeResult<string, byte[]> message) =>
        Encoding.ASCII.GetString(message.Message.Headers.GetLastBytes("content-type"));
}
