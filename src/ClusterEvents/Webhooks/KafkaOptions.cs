using System.Text;
using Confluent.Kafka;
using Wolverine;
using Wolverine.Kafka;

namespace ClusterEvents.Webhooks;

/// <summary>
/// The setting <c>Kafka</c>: a broker to which recorded events are published through Wolverine's outbox. While the
/// broker is unavailable, messages wait in the database and recording continues.
/// </summary>
public static class KafkaOptions
{
    private const string Servers = "Kafka:BootstrapServers";

    public static void AddBroker(this WebApplicationBuilder builder)
    {
        var kafka = builder.Configuration.GetSection("Kafka");
        if (!kafka.Exists())
        {
            builder.Services.AddSingleton(BrokerTopic.None);
            return;
        }

        RequireClient(builder.Configuration);
        builder.Services.AddSingleton(new BrokerTopic(WebhookOptions.Kinds(kafka)));
    }

    /// <summary>
    /// Makes a client with the settings, and ends it: the library refuses what it does not know only then. It does not
    /// connect.
    /// </summary>
    /// <exception cref="CannotStartException">A setting is invalid; the message names it.</exception>
    public static void RequireClient(IConfiguration configuration)
    {
        var kafka = configuration.GetSection("Kafka");
        if (!kafka.Exists()) return;
        if (configuration[Servers] is not { } servers || !servers.Split(',').All(IsServer))
            throw new CannotStartException(
                "Kafka__BootstrapServers must name brokers as host:port, with commas between them.");
        _ = WebhookOptions.Kinds(kafka);
        if (!kafka.GetSection("Client").GetChildren().Any()) return;
        var client = new ProducerConfig();
        SetOwn(client, configuration);
        try
        {
            new ProducerBuilder<string, byte[]>(client).SetLogHandler((_, _) => { }).Build().Dispose();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new CannotStartException("Kafka__Client has a setting that librdkafka refuses: "
                + $"{exception.Message.TrimEnd('.')}. Its documentation (CONFIGURATION.md) lists names and values.");
        }
    }

    private static void SetOwn(ClientConfig client, IConfiguration configuration)
    {
        foreach (var setting in configuration.GetSection("Kafka:Client").GetChildren())
            client.Set(setting.Key, setting.Value);
    }

    /// <summary>Publishes to the topic, if a broker is configured.</summary>
    public static void PublishToBroker(this WolverineOptions options, IConfiguration configuration)
    {
        if (configuration[Servers] is not { } servers) return;
        options.UseKafka(servers)
            .ConfigureClient(client => SetOwn(client, configuration))
            // Acknowledged messages are on all replicas, without duplicates and in order.
            .ConfigureProducers(producer => (producer.Acks, producer.EnableIdempotence) = (Acks.All, true));
        options.PublishMessage<BrokerMessage>().ToKafkaTopic(configuration["Kafka:Topic"] ?? "clusterevents")
            .UseInterop(new StructuredMode()).UseDurableOutbox();
    }

    private static bool IsServer(string text) =>
        text.Trim().Split(':') is [{ Length: > 0 }, var port] && ushort.TryParse(port, out _);

    /// <summary>Structured mode of the Kafka protocol binding for CloudEvents 1.0.2.</summary>
    private sealed class StructuredMode : IKafkaEnvelopeMapper
    {
        private static readonly byte[] ContentType =
            Encoding.ASCII.GetBytes("application/cloudevents+json; charset=utf-8");

        public void MapEnvelopeToOutgoing(Envelope envelope, Message<string, byte[]> outgoing)
        {
            (outgoing.Key, outgoing.Value) = (envelope.PartitionKey!, envelope.Data!);
            outgoing.Headers = new() { { "content-type", ContentType } };
        }

        public void MapIncomingToEnvelope(Envelope envelope, Message<string, byte[]> incoming) =>
            throw new NotSupportedException("Events are not read from a broker: use POST /v1/events.");
    }
}
