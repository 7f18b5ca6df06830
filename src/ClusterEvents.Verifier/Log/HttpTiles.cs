using System.Net;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Log;

/// <summary>Reads the tiles of a running log (C2SP tlog-tiles).</summary>
internal sealed class HttpTiles(HttpClient http, string prefix) : ITileReader
{
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel) =>
        await http.GetByteArrayAsync($"{prefix}/{tile.Path}", cancel);

    /// <exception cref="VerifierException">There is no log.</exception>
    public async Task<string> CheckpointAsync(CancellationToken cancel)
    {
        try
        {
            return await http.GetStringAsync($"{prefix}/checkpoint", cancel);
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            throw new VerifierException($"There is no {prefix}/checkpoint (404): give --url the address of the log, "
                + "which ends in /log, such as http://localhost:5080/log.");
        }
    }
}
