using ClusterEvents.Recording.Http;
using ClusterEvents.TransparencyLog;
using Wolverine.Http;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>
/// Serves the transparency log (C2SP tlog-tiles) for any monitor or auditor: the newest checkpoint, the tiles of the
/// tree, the bundles of its entries.
/// </summary>
[Tags("Log")]
public static class ServeLog
{
    private const string ForEver = "public, max-age=31536000, immutable";

    [WolverineGet("/log/checkpoint")]
    public static async Task<IResult> Checkpoint(HttpContext http, SealedLog log)
    {
        if (await log.NewestAsync(http.RequestAborted) is not { } newest) return NotThere("The log has no leaf yet.");
        http.Response.Headers.CacheControl = "public, max-age=1";
        return TypedResults.Text(newest.Note, "text/plain", System.Text.Encoding.UTF8);
    }

    [WolverineGet("/log/keys")]
    public static async Task<IResult> Keys(HttpContext http, SealedLog log)
    {
        http.Response.Headers.CacheControl = "public, max-age=60";
        var keys = await log.KeysAsync(http.RequestAborted);
        return TypedResults.Text(
            string.Concat(keys.Select(key => key.Key + "\n")), "text/plain", System.Text.Encoding.UTF8);
    }

    [WolverineGet("/log/tile/{*path}")]
    public static async Task<IResult> OneTile(string path, HttpContext http, SealedLog log)
    {
        ReadOnlyMemory<byte>? bytes = null;
        if (Tile.TryParse($"tile/{path}", out var tile)) bytes = await log.TileAsync(tile, http.RequestAborted);
        else if (EntryTile.TryParse($"tile/{path}", out var entries))
            bytes = await log.EntriesAsync(entries, http.RequestAborted);
        if (bytes is not { } found)
            return NotThere($"No checkpoint stands for a tile `{path}`. Ask for what /log/checkpoint covers.");
        http.Response.Headers.CacheControl = ForEver;
        return TypedResults.Bytes(found, "application/octet-stream");
    }

    private static IResult NotThere(string detail) =>
        ProblemResults.Problem(StatusCodes.Status404NotFound, "not-in-the-log", detail);
}
