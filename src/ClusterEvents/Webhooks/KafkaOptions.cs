using System.Text;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Wolverine;
using Wolverine.Kafka;

namespace ClusterEvents.Webhooks;

/// <summary>
/// The setting <c>Kafka</c>: a broker to which recorded events are published through Wolverine's outbox. While the
/// broker is unavailable, messages wait in the database and recording continues.
/// </summary>
public static partial class KafkaOptions
{
    private const string Servers = "Kafka:BootstrapServers";

    private const string DefaultTopic = "clusterevents";

    public static void AddBroker(this WebApplicationBuilder builder)
    {
        var kafka = builder.Configuration.GetSection("Kafka");
        if (!kafka.Exists())
        {
            builder.Services.AddSingleton(BrokerTopic.None);
            return;
        }

        foreach (var check in Checks(builder.Configuration)) check();
        builder.Services.AddSingleton(new BrokerTopic(WebhookOptions.Kinds(kafka)));
    }

    /// <summary>
    /// One check of each setting; it throws <see cref="CannotStartException"/>, which names the setting.
    /// </summary>
    public static IEnumerable<Action> Checks(IConfiguration configuration)
    {
        var kafka = configuration.GetSection("Kafka");
        return !kafka.Exists() ? [] :
        [
            () => RequireServers(configuration), () => TopicOf(configuration), () => WebhookOptions.Kinds(kafka),
            () => RequireClient(configuration),
        ];
    }

    private static void RequireServers(IConfiguration configuration)
    {
        if (configuration[Servers] is not { } servers || !servers.Split(',').All(IsServer))
            throw new CannotStartException(
                "Kafka__BootstrapServers must name brokers as host:port, with commas between them.");
    }

    /// <summary>The topic. A broker would refuse every message for another name.</summary>
    private static string TopicOf(IConfiguration configuration) =>
        (configuration["Kafka:Topic"] ?? DefaultTopic) is var topic && TopicName().IsMatch(topic)
        && topic is not ("." or "..") ? topic
            : throw new CannotStartException($"Kafka__Topic is `{topic}`: it must be the name of a topic, with up to "
                + "249 letters and digits of ASCII and `.`, `_` and `-`.");

    /// <summary>
    /// Makes a client with the settings, and ends it: the library refuses what it does not know only then. It does not
    /// connect.
    /// </summary>
    /// <exception cref="CannotStartException">A setting is invalid; the message names it.</exception>
    private static void RequireClient(IConfiguration configuration)
    {
        if (!configuration.GetSection("Kafka:Client").GetChildren().Any()) return;
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
        options.PublishMessage<BrokerMessage>().ToKafkaTopic(TopicOf(configuration))
            .UseInterop(new StructuredMode()).UseDurableOutbox();
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,249}\z")]
    private static partial Regex TopicName();

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
