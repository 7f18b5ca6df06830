using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace ClusterEvents.Tests.Webhooks;

/// <summary>The mock broker of librdkafka: it listens on loopback and speaks Kafka's protocol.</summary>
public sealed partial class MockBroker : IDisposable
{
    private const string Library = "librdkafka";
    private const int Producer = 0, NoError = 0;

    /// <summary>The builds of the library for several platforms; the client loads the first that fits.</summary>
    private static readonly string[] Builds = [Library, "centos8-librdkafka", "alpine-librdkafka"];

    private readonly nint _client;
    private readonly nint _cluster;
    private Socket? _kept;

    static MockBroker() => NativeLibrary.SetDllImportResolver(typeof(MockBroker).Assembly, (name, assembly, path) =>
        name == Library
            ? Builds.Select(build => NativeLibrary.TryLoad(build, assembly, path, out var handle) ? handle : 0)
                .First(handle => handle != 0)
            : 0);

    public MockBroker()
    {
        _client = New(Producer, NewSettings(), new byte[512], 512);
        _cluster = NewCluster(_client, 1);
        Servers = Marshal.PtrToStringUTF8(BootstrapServers(_cluster))!;
    }

    public string Servers { get; }

    /// <summary>Makes the broker unreachable, or reachable again.</summary>
    public bool IsAway
    {
        set
        {
            _kept?.Dispose();
            _kept = null;
            Check(value ? SetDown(_cluster, -1) : SetUp(_cluster, -1));
            if (value) _kept = Keep(IPEndPoint.Parse(Servers));
        }
    }

    /// <summary>
    /// Occupies the broker's port and rejects connections: another program could take it meanwhile, and the broker
    /// ends the process if it cannot bind it again.
    /// </summary>
    private static Socket Keep(IPEndPoint address)
    {
        var kept = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        kept.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        kept.Bind(address);
        return kept;
    }

    /// <summary>The first messages of a topic.</summary>
    public async Task<ConsumeResult<string, byte[]>[]> ReadAsync(string topic, int count, CancellationToken cancel)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = Servers,
            GroupId = "reader",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = true,
        }).Build();
        consumer.Subscribe(topic);
        return await Task.Run(() => Enumerable.Range(0, count).Select(_ => Next(consumer, cancel)).ToArray(), cancel);
    }

    /// <summary>The next message, also of a topic that comes with its first one.</summary>
    private static ConsumeResult<string, byte[]> Next(IConsumer<string, byte[]> consumer, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return consumer.Consume(cancel);
            }
            catch (ConsumeException exception) when (exception.Error.Code == ErrorCode.UnknownTopicOrPart)
            {
                // Polled until it exists, or the test is cancelled.
            }
        }
    }

    public void Dispose()
    {
        _kept?.Dispose();
        DestroyCluster(_cluster);
        Destroy(_client);
    }

    private static void Check(int error)
    {
        if (error != NoError) throw new InvalidOperationException($"librdkafka: error {error}");
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint NewSettings();

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint settings, [Out] byte[] error, nint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static partial void DestroyCluster(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint BootstrapServers(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    private static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    private static partial int SetUp(nint cluster, int broker);
}
