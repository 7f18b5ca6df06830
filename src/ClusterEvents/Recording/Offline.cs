using Marten;

namespace ClusterEvents.Recording;

/// <summary>Lets a command work on the store without serving: the schema is there, and the door is open.</summary>
public sealed class Offline : IAsyncDisposable
{
    private readonly IHost _host;

    private Offline(IHost host) => _host = host;

    public static async Task<Offline> OpenAsync(IHost host)
    {
        await host.Services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await host.Services.GetRequiredService<StorePreparation>().StartAsync(CancellationToken.None);
        await host.Services.GetRequiredService<RecordingDoor>().StartAsync(CancellationToken.None);
        return new(host);
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync() => await Get<RecordingDoor>().StopAsync(CancellationToken.None);
}
