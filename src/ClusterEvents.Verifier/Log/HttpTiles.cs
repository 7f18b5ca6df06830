using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Log;

/// <summary>Reads the tiles of a running log (C2SP tlog-tiles).</summary>
internal sealed class HttpTiles(HttpClient http, string prefix) : ITileReader
{
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel) =>
        await http.GetByteArrayAsync($"{prefix}/{tile.Path}", cancel);

    public Task<string> CheckpointAsync(CancellationToken cancel) =>
        http.GetStringAsync($"{prefix}/checkpoint", cancel);
}
