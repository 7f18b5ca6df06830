using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Model;
using JasperFx.Events;
using Marten;

namespace ClusterEvents.Benchmarks;

/// <summary>Marten used in the simplest way, with a session for each request.</summary>
internal sealed class PlainMarten(string connection) : IDisposable
{
    private readonly DocumentStore _store = DocumentStore.For(options =>
    {
        options.Connection(connection + ";Maximum Pool Size=200");
        options.DatabaseSchemaName = "plain";
        options.DisableNpgsqlLogging = true;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.UseSystemTextJsonForSerialization(configure: json => RecordJson.Configure(json));
        options.Events.AddEventType<FlowersOffered>();
    });

    private int _next;

    public Task PrepareAsync() => _store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

    public async Task AppendAsync()
    {
        var number = Interlocked.Increment(ref _next);
        await using var session = _store.LightweightSession();
        session.Events.StartStream($"ceremony/{number}", new FlowersOffered(
            "Chủ tịch Hồ Chí Minh", $"Đài tưởng niệm số {number}", [new CityId(Samples.City(number))], null)
        {
            OccurredOn = new(2022, 7, 29),
            ClusterId = Samples.Cluster,
            CityIds = [new CityId(Samples.City(number))],
            CampaignIds = [Samples.Campaign(number)],
        });
        await session.SaveChangesAsync();
    }

    public void Dispose() => _store.Dispose();
}
